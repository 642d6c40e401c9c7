package org.westerly.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;

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

    /** A secret, or a collection of some. */
    boolean secret() {
        return type == Secret.class
                || (type instanceof ParameterizedType generic
                        && List.of(generic.getActualTypeArguments()).contains(Secret.class));
    }
}
