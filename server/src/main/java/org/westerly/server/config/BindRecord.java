package org.westerly.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Stream;

/** Builds a record, and the records in it, from values by key. */
final class BindRecord {

    private BindRecord() {}

    static <T> T bind(Class<T> type, String prefix, Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = Stream.of(components)
                .map(component -> argument(component, prefix + Knob.name(component), values))
                .toArray();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("the record " + type + " does not take its own components", e);
        }
    }

    private static Object argument(RecordComponent component, String key, Map<String, Object> values) {
        if (Catalog.isGroup(component)) {
            return bind(component.getType(), key + ".", values);
        }
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("the setting " + key + " was left without a value");
        }
        return value;
    }
}
