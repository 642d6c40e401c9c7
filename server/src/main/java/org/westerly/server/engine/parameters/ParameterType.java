package org.westerly.server.engine.parameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a text is read. WES maps strings to strings, so numbers and booleans come in their string spelling. */
public enum ParameterType {
    STRING("a text") {
        @Override
        Optional<List<String>> read(String text) {
            return Optional.of(List.of(text));
        }
    },
    INT("a whole number") {
        @Override
        Optional<List<String>> read(String text) {
            return WHOLE.matcher(text).matches() ? Optional.of(List.of(text)) : Optional.empty();
        }
    },
    FLOAT("a number") {
        @Override
        Optional<List<String>> read(String text) {
            return NUMBER.matcher(text).matches() ? Optional.of(List.of(text)) : Optional.empty();
        }
    },
    BOOL("true or false") {
        @Override
        Optional<List<String>> read(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            // A flag that is sent without a value, {"--debug": null}, is meant.
            if (lower.isEmpty()) {
                return Optional.of(List.of("true"));
            }
            return lower.equals("true") || lower.equals("false") ? Optional.of(List.of(lower)) : Optional.empty();
        }
    },
    LIST("a list of texts, as the text of a JSON array or a single text") {
        @Override
        Optional<List<String>> read(String text) {
            return text.strip().startsWith("[") ? array(text) : Optional.of(List.of(text));
        }
    };

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,300}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,300}(\\.\\d{1,300})?([eE][+-]?\\d{1,3})?");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String words;

    ParameterType(String words) {
        this.words = words;
    }

    /** What is allowed, for an error. */
    String words() {
        return words;
    }

    /** As definitions and service-info name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isNumber() {
        return this == INT || this == FLOAT;
    }

    /** The items of the value, one unless it is a list; empty when the text is not of the type. */
    abstract Optional<List<String>> read(String text);

    private static Optional<List<String>> array(String text) {
        try {
            List<String> items = new ArrayList<>();
            for (JsonNode item : JSON.readTree(text)) {
                if (!item.isValueNode() || item.isNull()) {
                    return Optional.empty();
                }
                items.add(item.asText());
            }
            return Optional.of(items);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
