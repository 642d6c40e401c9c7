package org.westerly.server.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every setting there is, in the order of the records. */
final class Catalog {

    private final Map<String, Knob> knobs = new LinkedHashMap<>();

    Catalog(Class<? extends Record> root) {
        collect(root, "");
    }

    /** A component without the annotation holds a record of further settings. */
    static boolean isGroup(RecordComponent component) {
        return component.getAnnotation(Setting.class) == null;
    }

    private void collect(Class<?> type, String prefix) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + Knob.name(component);
            if (isGroup(component)) {
                collect(component.getType(), key + ".");
            } else {
                knobs.put(key, new Knob(key, component.getGenericType(), component.getAnnotation(Setting.class)));
            }
        }
    }

    Collection<Knob> all() {
        return knobs.values();
    }

    Optional<Knob> find(String key) {
        return Optional.ofNullable(knobs.get(key));
    }

    /** Is {@code key} the beginning of other keys? */
    boolean isPrefix(String key) {
        return knobs.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    /** The sentence that tells of a key nobody knows, with the known key that looks most like it. */
    String unknown(String key, String origin) {
        String hint = Similar.to(key, knobs.keySet())
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
        return "unknown key " + key + " (" + origin + ")" + hint;
    }
}
