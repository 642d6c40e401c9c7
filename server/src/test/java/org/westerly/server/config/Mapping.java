package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two-part test of a record of settings: its defaults, and a value of its own for every key. */
final class Mapping {

    static final int CORES = 3;

    private Mapping() {}

    static Settings defaults() {
        return load(List.of());
    }

    /** Sets each key below {@code prefix}; a key that was left out, or given its default, fails. */
    static Settings full(String prefix, Map<String, String> values) {
        List<Knob> knobs = new Catalog(Settings.class)
                .all().stream()
                        .filter(knob -> knob.key().startsWith(prefix + "."))
                        .toList();
        assertThat(values.keySet())
                .as("every key below " + prefix + " has a value in its test")
                .containsExactlyInAnyOrderElementsOf(
                        knobs.stream().map(Knob::key).toList());
        Settings whole = load(values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
        for (Knob knob : knobs) {
            assertThat(value(whole, knob.key()))
                    .as("the test gives " + knob.key() + " a value that is not the default")
                    .isNotEqualTo(value(defaults(), knob.key()));
        }
        return whole;
    }

    private static Settings load(List<String> options) {
        try {
            return LoadSettings.from(Optional.empty(), Map.of(), options, CORES);
        } catch (InvalidSettingsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static Object value(Object settings, String key) {
        Object at = settings;
        for (String part : key.split("\\.", -1)) {
            at = component(at, part);
        }
        return at;
    }

    private static Object component(Object settings, String name) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            if (Knob.name(component).equals(name)) {
                try {
                    return component.getAccessor().invoke(settings);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            }
        }
        throw new AssertionError(settings + " has no " + name);
    }
}
