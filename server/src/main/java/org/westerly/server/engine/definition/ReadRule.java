package org.westerly.server.engine.definition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.parameters.PathRule;
import org.westerly.server.engine.parameters.Rule;

/** One of {@code validate}. */
record ReadRule(Keys keys) {

    /** Empty when it cannot be understood, which was told then. */
    Optional<Rule> read() {
        String message = keys.text("message").orElse(null);
        return switch (keys.text("type", "")) {
            case "enum" -> allowed().map(values -> new Rule.OneOf(values, message));
            case "regex" -> pattern().map(found -> new Rule.Matches(found, message));
            case "range" -> Optional.of(new Rule.InRange(number("min"), number("max"), message));
            case "file_exists", "fileexists" -> Optional.of(new Rule.FileExists(message));
            case "file_extension", "fileextension" -> allowed().map(values -> new Rule.HasExtension(values, message));
            case "custom" -> named().map(rule -> new Rule.Named(rule, message));
            default -> Optional.empty(); // not in the schema
        };
    }

    private Optional<List<String>> allowed() {
        List<String> values = keys.texts("allowed");
        if (values.isEmpty()) {
            keys.problem("allowed", "must list what is allowed");
        }
        return Optional.of(values);
    }

    private Optional<Pattern> pattern() {
        Optional<String> text = keys.text("pattern");
        if (text.isEmpty()) {
            keys.problem("pattern", "is missing");
        }
        try {
            return text.map(Pattern::compile);
        } catch (PatternSyntaxException notOne) {
            return Optional.empty(); // told with the shape
        }
    }

    private @Nullable BigDecimal number(String key) {
        try {
            return keys.text(key).map(BigDecimal::new).orElse(null);
        } catch (NumberFormatException notDecimal) {
            keys.problem(key, "must be a decimal number");
            return null;
        }
    }

    private Optional<PathRule> named() {
        Optional<PathRule> rule = keys.text("rule").flatMap(PathRule::named);
        if (!keys.has("rule")) {
            keys.problem("rule", "is missing");
        }
        return rule;
    }
}
