package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a command line, a path or a value with {@code {placeholders}}. It was taken apart when it was read: what is
 * filled in is data, and braces in it mean nothing.
 */
public final class Template {

    private static final Pattern BRACES = Pattern.compile("\\{([a-z_]+)}");

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
        List<Part> parts = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int from = 0;
        while (braces.find()) {
            String word = braces.group(1);
            parts.add(new Part.Text(text.substring(from, braces.start())));
            parts.add(new Part.Hole(Placeholder.find(word)
                    .orElseThrow(() -> new IllegalArgumentException("there is no placeholder {" + word + "}"
                            + Problems.didYouMean(word, Placeholder.words())))));
            from = braces.end();
        }
        parts.add(new Part.Text(text.substring(from)));
        return new Template(text, parts);
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
            throw new IllegalStateException("{" + placeholder.word() + "} cannot be used here: " + text);
        }
        return value;
    }

    /** Whether it can be filled from {@code known}. */
    boolean needsOnly(Set<Placeholder> known) {
        return parts.stream().noneMatch(part -> part instanceof Part.Hole(Placeholder hole) && !known.contains(hole));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
