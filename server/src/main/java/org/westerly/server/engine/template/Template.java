package org.westerly.server.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.westerly.server.config.Similar;

/**
 * A word of a command line, a path or a value with {@code {placeholders}}. It was taken apart when it was read: what is
 * filled in is data, and braces in it mean nothing.
 */
public final class Template {

    /** What stands after a dollar sign is a shell's or a workflow's own. */
    private static final Pattern BRACES = Pattern.compile("(?<!\\$)\\{([a-z][A-Za-z0-9_-]*)}");

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Hole(Placeholder placeholder) implements Part {}
    }

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Takes a text apart.
     *
     * @throws IllegalArgumentException naming the placeholder that does not exist
     */
    public static Template of(String text) {
        return of(text, Set.of());
    }

    /** As above, where {@code folders} of the run's working directory have placeholders too. */
    public static Template of(String text, Set<String> folders) {
        List<Part> parts = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int from = 0;
        while (braces.find()) {
            String word = braces.group(1);
            parts.add(new Part.Text(text.substring(from, braces.start())));
            parts.add(new Part.Hole(Placeholder.find(word, folders).orElseThrow(() -> unknown(word, folders))));
            from = braces.end();
        }
        parts.add(new Part.Text(text.substring(from)));
        return new Template(text, parts);
    }

    /** A text as it is: what a client sent, say. */
    public static Template literal(String text) {
        return new Template(text, List.of(new Part.Text(text)));
    }

    /** A file of another program's, in which braces are its own, but for those around a placeholder. */
    public static Template lenient(String text, Set<String> folders) {
        List<Part> parts = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int from = 0;
        while (braces.find()) {
            Placeholder known = Placeholder.find(braces.group(1), folders).orElse(null);
            if (known != null) {
                parts.add(new Part.Text(text.substring(from, braces.start())));
                parts.add(new Part.Hole(known));
                from = braces.end();
            }
        }
        parts.add(new Part.Text(text.substring(from)));
        return new Template(text, parts);
    }

    private static IllegalArgumentException unknown(String word, Set<String> folders) {
        return new IllegalArgumentException("there is no placeholder {" + word + "}"
                + Similar.to(word, Placeholder.words(folders))
                        .map(known -> "; did you mean '" + known + "'?")
                        .orElse(""));
    }

    /**
     * The text with every placeholder replaced, once.
     *
     * @throws IllegalStateException when a value is missing
     */
    public String fill(Map<Placeholder, String> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(
                    switch (part) {
                        case Part.Text(String literal) -> literal;
                        case Part.Hole(Placeholder placeholder) -> value(values, placeholder);
                    });
        }
        return filled.toString();
    }

    private String value(Map<Placeholder, String> values, Placeholder placeholder) {
        String value = values.get(placeholder);
        if (value == null) {
            throw new IllegalStateException(placeholder + " cannot be used here: " + text);
        }
        return value;
    }

    /** What it names, in order. */
    public Stream<Placeholder> placeholders() {
        return parts.stream().mapMulti((part, into) -> {
            if (part instanceof Part.Hole(Placeholder placeholder)) {
                into.accept(placeholder);
            }
        });
    }

    public boolean names(Placeholder placeholder) {
        return placeholders().anyMatch(placeholder::equals);
    }

    /** Is it this placeholder and nothing else? */
    public boolean is(Placeholder placeholder) {
        return text.equals(placeholder.toString());
    }

    /** Whether it can be filled from {@code known}. */
    public boolean needsOnly(Set<Placeholder> known) {
        return placeholders().allMatch(known::contains);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
