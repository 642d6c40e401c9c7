package org.westerly.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Loads the settings: {@code --set} wins over the environment, that over the file, that over the defaults. */
public final class LoadSettings {

    static final String TWICE_THE_CORES = "twice-the-cores";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private final List<Layer> layers;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final int cores;

    private LoadSettings(List<Layer> layers, int cores) {
        this.layers = layers;
        this.cores = cores;
    }

    /**
     * Chooses, reads and checks a value for every key.
     *
     * @param options each {@code key=value}, the later one of a key counts
     * @throws InvalidSettingsException with every problem there is
     */
    public static Settings from(Optional<Path> file, Map<String, String> environment, List<String> options)
            throws InvalidSettingsException {
        return from(file, environment, options, Runtime.getRuntime().availableProcessors());
    }

    static Settings from(Optional<Path> file, Map<String, String> environment, List<String> options, int cores)
            throws InvalidSettingsException {
        Catalog catalog = new Catalog(Settings.class);
        List<Layer> layers = Stream.of(
                        Stream.of(ReadOptions.read(options, catalog)),
                        Stream.of(ReadEnvironment.read(environment, ReadEnvironment.OWN, catalog)),
                        file.map(path -> ReadFile.read(path, catalog)).stream(),
                        Stream.of(ReadEnvironment.read(environment, ReadEnvironment.PACKAGED, catalog)))
                .flatMap(layer -> layer)
                .toList();
        LoadSettings loading = new LoadSettings(layers, cores);
        layers.forEach(layer -> loading.problems.addAll(layer.problems()));
        catalog.all().forEach(loading::choose);
        if (!loading.problems.isEmpty()) {
            throw new InvalidSettingsException(loading.problems);
        }
        return BindRecord.bind(Settings.class, "", loading.values);
    }

    private void choose(Knob knob) {
        Optional<Layer.Given> given = layers.stream()
                .flatMap(layer -> Stream.ofNullable(layer.values().get(knob.key())))
                .findFirst()
                .or(() -> fallback(knob));
        given.ifPresent(chosen -> {
            if (knob.blocks().isPresent()) {
                ReadBlocks blocks = new ReadBlocks(knob, knob.blocks().get());
                values.put(knob.key(), blocks.read(chosen));
                problems.addAll(blocks.problems());
                return;
            }
            ReadValue reader = new ReadValue(knob);
            reader.read(chosen.raw())
                    .ifPresentOrElse(
                            value -> values.put(knob.key(), value),
                            () -> problems.add(knob.key() + " = " + (knob.secret() ? Secret.HIDDEN : chosen.raw())
                                    + " (" + chosen.origin() + "): allowed is " + reader.allowed()));
        });
    }

    /** Empty when it builds upon a setting that is itself a problem: that one is told, not both. */
    private Optional<Layer.Given> fallback(Knob knob) {
        Matcher matcher = PLACEHOLDER.matcher(knob.setting().fallback());
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Object value = matcher.group(1).equals(TWICE_THE_CORES) ? 2 * cores : values.get(matcher.group(1));
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value.toString()));
        }
        matcher.appendTail(text);
        return Optional.of(new Layer.Given(new RawValue.Text(text.toString()), "default"));
    }
}
