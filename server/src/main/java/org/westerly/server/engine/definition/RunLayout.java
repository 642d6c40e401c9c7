package org.westerly.server.engine.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.template.Template;

/**
 * What is made for each run of an engine.
 *
 * @param place where its folder lies, null for the data folder
 * @param folders of the working directory, by name: relative paths
 * @param config a file that is written before the engine starts, null when there is none
 */
public record RunLayout(
        @Nullable Place place,
        Map<String, String> folders,
        @Nullable ConfigFile config,
        Map<Moment, Hook> hooks) {

    public RunLayout {
        folders = new LinkedHashMap<>(folders);
        hooks = hooks.isEmpty() ? Map.of() : new EnumMap<>(hooks);
    }

    public Optional<Hook> hook(Moment moment) {
        return Optional.ofNullable(hooks.get(moment));
    }

    /** Elsewhere: {@code pattern} names a folder below {@code base} that is the run's alone. */
    public record Place(Path base, Template pattern) {}

    /** A file of the run's; {@code path} is relative to the working directory, or in the run's folder. */
    public record ConfigFile(Template path, Template content) {}

    /** When a hook is run. */
    public enum Moment {
        BEFORE("preRunHook"),
        SUCCESS("onSuccessHook"),
        FAILURE("onFailureHook"),
        AFTER("postRunHook");

        private final String key;

        Moment(String key) {
            this.key = key;
        }

        /** Its name in {@code runs.hooks}. */
        public String key() {
            return key;
        }
    }

    /**
     * A program of the site's.
     *
     * @param program null for a script
     * @param script null for a program
     * @param timeout after which it is killed
     */
    public record Hook(@Nullable Path program, @Nullable String script, Duration timeout) {}
}
