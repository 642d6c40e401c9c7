package org.westerly.server.config;

import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** Makes a typed value of what was written for a setting, or says what is allowed. */
final class ReadValue {

    private final Setting setting;
    private final Class<?> container;
    private final Class<?> element;

    ReadValue(Knob knob) {
        this.setting = knob.setting();
        if (knob.type() instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            this.container = (Class<?>) generic.getRawType();
            this.element = (Class<?>) arguments[arguments.length - 1];
        } else {
            this.element = (Class<?>) knob.type();
            this.container = element;
        }
    }

    /** Empty when the value is not allowed. */
    Optional<?> read(RawValue raw) {
        if (container == List.class) {
            return items(raw).flatMap(this::list);
        }
        if (container == Map.class) {
            return entries(raw).flatMap(this::map);
        }
        if (!(raw instanceof RawValue.Text(String text))) {
            return Optional.empty();
        }
        if (container == Optional.class) {
            // The outer one says whether the value is allowed, the inner one whether there is any.
            return text.isBlank() ? Optional.of(Optional.empty()) : one(text).flatMap(ReadValue::present);
        }
        return one(text);
    }

    /** What is allowed, in words. */
    String allowed() {
        String words = setting.allowed().isEmpty() ? Scalar.of(element).words() + range() : setting.allowed();
        if (!setting.allowed().isEmpty()) {
            return words;
        }
        if (container == List.class) {
            return "a list of values, each " + words;
        }
        return container == Map.class ? "a map from names to values, each " + words : words;
    }

    private String range() {
        boolean least = setting.min() != Long.MIN_VALUE;
        boolean most = setting.max() != Long.MAX_VALUE;
        if (least && most) {
            return " from " + setting.min() + " to " + setting.max();
        }
        if (least) {
            return setting.min() == 0 ? "" : ", at least " + setting.min();
        }
        return most ? ", at most " + setting.max() : "";
    }

    private Optional<?> one(String text) {
        if (!setting.pattern().isEmpty() && !text.strip().matches(setting.pattern())) {
            return Optional.empty();
        }
        return Scalar.of(element).read().apply(text).filter(this::inRange);
    }

    private boolean inRange(Object value) {
        return switch (value) {
            case Integer number -> number >= setting.min() && number <= setting.max();
            case DataSize size -> size.bytes() >= setting.min() && size.bytes() <= setting.max();
            default -> true;
        };
    }

    private static Optional<Optional<Object>> present(Object value) {
        return Optional.of(Optional.of(value));
    }

    private Optional<?> list(List<String> items) {
        List<Object> read = items.stream()
                .<Object>mapMulti((item, into) -> one(item).ifPresent(into))
                .toList();
        return read.size() == items.size() ? Optional.of(read) : Optional.empty();
    }

    private Optional<?> map(Map<String, String> entries) {
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((name, value) -> one(value).ifPresent(good -> read.put(name, good)));
        return read.size() == entries.size() ? Optional.of(read) : Optional.empty();
    }

    private static Optional<List<String>> items(RawValue raw) {
        return switch (raw) {
            case RawValue.Items(List<String> items) -> Optional.of(items);
            case RawValue.Text(String text)
            when text.startsWith("[") -> flow(text).flatMap(ReadValue::items);
            case RawValue.Text(String text) -> Optional.of(split(text));
            case RawValue.Entries _, RawValue.Blocks _ -> Optional.empty();
        };
    }

    private static Optional<Map<String, String>> entries(RawValue raw) {
        return switch (raw) {
            case RawValue.Entries(Map<String, String> entries) -> Optional.of(entries);
            case RawValue.Text(String text)
            when text.startsWith("{") -> flow(text).flatMap(ReadValue::entries);
            case RawValue.Text(String text) -> pairs(text);
            case RawValue.Items _, RawValue.Blocks _ -> Optional.empty();
        };
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static Optional<Map<String, String>> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : split(text)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || pairs.put(
                                    pair.substring(0, equals).strip(),
                                    pair.substring(equals + 1).strip())
                            != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    /** A variable may say {@code ["a,b", "c"]}, where commas alone are not enough. */
    static Optional<RawValue> flow(String text) {
        try {
            // The type is checked again by the caller: text that opens like a list may still be none.
            return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)))
                    .flatMap(RawValue::of)
                    .filter(raw -> !(raw instanceof RawValue.Text));
        } catch (YAMLException notYaml) {
            return Optional.empty();
        }
    }
}
