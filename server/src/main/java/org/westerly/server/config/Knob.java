package org.westerly.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One setting: its full key, the type of its value, and what its annotation says. */
record Knob(String key, Type type, Setting setting) {

    /** The last part of a component's key. */
    static String name(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        return setting != null && !setting.name().isEmpty() ? setting.name() : kebab(component.getName());
    }

    private static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The environment variable of the same meaning, without its prefix. */
    String variableSuffix() {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The record that each item of the setting is, where it is a list of blocks with words of their own. */
    Optional<Class<? extends Record>> blocks() {
        return type instanceof ParameterizedType generic
                        && generic.getRawType() == List.class
                        && generic.getActualTypeArguments()[0] instanceof Class<?> item
                        && item.isRecord()
                        && Stream.of(item.getRecordComponents())
                                .allMatch(component -> component.getAnnotation(Setting.class) != null)
                ? Optional.of(item.asSubclass(Record.class))
                : Optional.empty();
    }

    /** A secret, or a collection of some. */
    boolean secret() {
        return type == Secret.class
                || (type instanceof ParameterizedType generic
                        && List.of(generic.getActualTypeArguments()).contains(Secret.class));
    }
}
