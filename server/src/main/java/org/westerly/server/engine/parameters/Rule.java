package org.westerly.server.engine.parameters;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule for a value of the right type. A list obeys it when each of its items does. */
public sealed interface Rule {

    /** What is wrong with {@code value}, in words that do not repeat it; empty when nothing is. */
    Optional<String> broken(String value, KnownFiles files);

    /** One of a few words. In all rules {@code message} is what the author wants to be said, null for the rule's own words. */
    record OneOf(List<String> allowed, @Nullable String message) implements Rule {
        public OneOf {
            allowed = List.copyOf(allowed);
        }

        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            return allowed.contains(value)
                    ? Optional.empty()
                    : say(message, "must be one of: " + String.join(", ", allowed));
        }
    }

    /** The pattern is found in the value. */
    record Matches(Pattern pattern, @Nullable String message) implements Rule {
        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            return pattern.matcher(value).find() ? Optional.empty() : say(message, "must look like " + pattern);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Matches matches && matches.pattern.pattern().equals(pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }

    /** Between two numbers, both allowed; null is no bound. */
    record InRange(
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable String message) implements Rule {
        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            BigDecimal number = number(value);
            boolean inside = number != null
                    && (least == null || number.compareTo(least) >= 0)
                    && (most == null || number.compareTo(most) <= 0);
            return inside ? Optional.empty() : say(message, "must be a number" + bounds());
        }

        private String bounds() {
            if (least != null && most != null) {
                return " from " + least.toPlainString() + " to " + most.toPlainString();
            }
            if (least != null) {
                return ", at least " + least.toPlainString();
            }
            return most == null ? "" : ", at most " + most.toPlainString();
        }

        private static @Nullable BigDecimal number(String value) {
            return ParameterType.FLOAT.read(value).isPresent() ? new BigDecimal(value) : null;
        }
    }

    /** An attachment, or an absolute path on this machine. */
    record FileExists(@Nullable String message) implements Rule {
        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            return files.has(value) ? Optional.empty() : say(message, "must be a file that is there");
        }
    }

    /** Ends in one of {@code allowed}, which are written with their dots. */
    record HasExtension(List<String> allowed, @Nullable String message) implements Rule {
        public HasExtension {
            allowed = List.copyOf(allowed);
        }

        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            return allowed.stream().anyMatch(value::endsWith)
                    ? Optional.empty()
                    : say(message, "must end in one of: " + String.join(", ", allowed));
        }
    }

    /** One of the rules that have a name of their own. */
    record Named(PathRule rule, @Nullable String message) implements Rule {
        @Override
        public Optional<String> broken(String value, KnownFiles files) {
            return rule.holds(value) ? Optional.empty() : say(message, rule.words());
        }
    }

    private static Optional<String> say(@Nullable String message, String otherwise) {
        return Optional.of(message == null || message.isBlank() ? otherwise : message);
    }
}
