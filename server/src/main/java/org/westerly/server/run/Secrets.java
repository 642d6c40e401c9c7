package org.westerly.server.run;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The values of one run that nobody is to read: each is replaced wherever it would be shown.
 *
 * @param values the longest first, so that one that holds another is masked whole
 */
public record Secrets(List<String> values) {

    /** What stands in their place. */
    public static final String MASK = "(hidden)";

    /** A shorter one is too common to be looked for within words: it would only tell where it stands. */
    private static final int SHORTEST_WITHIN = 4;

    public Secrets {
        values = values.stream()
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Those that came with a request. */
    public static Secrets of(RunRequest request) {
        return new Secrets(request.secretParameters().stream()
                .map(name -> request.engineParameters().get(name))
                .filter(Objects::nonNull)
                .toList());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            if (masked.equals(value)) {
                return MASK;
            }
            if (value.length() >= SHORTEST_WITHIN) {
                masked = masked.replace(value, MASK);
            }
        }
        return masked;
    }

    public List<String> mask(List<String> texts) {
        return isEmpty() ? texts : texts.stream().map(this::mask).toList();
    }

    /** They are not printed either. */
    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
