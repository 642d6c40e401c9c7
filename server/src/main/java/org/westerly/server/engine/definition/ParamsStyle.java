package org.westerly.server.engine.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.template.Template;

/** How the workflow's parameters reach the engine. */
public sealed interface ParamsStyle {

    /** What a file of parameters looks like. */
    enum Format {
        JSON("json"),
        YAML("yaml"),
        PROPERTIES("properties");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        public String extension() {
            return extension;
        }
    }

    /**
     * In a file.
     *
     * @param path null for the server's own choice
     * @param flag words before the path; the last may end in {@code =}, and is one word with the path then
     */
    record InFile(Format format, @Nullable Template path, List<Template> flag) implements ParamsStyle {
        public InFile {
            flag = List.copyOf(flag);
        }
    }

    /**
     * On the command line.
     *
     * @param prefix dashes before each key, or an option of its own before each pair
     * @param separator between key and value; blank makes them two words
     * @param pair {@code {key}} and {@code {value}} in one word, null for key, separator and value
     */
    record Inline(String prefix, String separator, @Nullable String pair) implements ParamsStyle {}
}
