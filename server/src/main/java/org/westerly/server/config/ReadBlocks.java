package org.westerly.server.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes records of a list of blocks, or tells all that is wrong with them, each fault with the number of its block. */
final class ReadBlocks {

    private final Knob knob;
    private final Class<? extends Record> item;
    private final Map<String, Knob> words = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    ReadBlocks(Knob knob, Class<? extends Record> item) {
        this.knob = knob;
        this.item = item;
        Stream.of(item.getRecordComponents())
                .map(component -> new Knob(
                        Knob.name(component), component.getGenericType(), component.getAnnotation(Setting.class)))
                .forEach(word -> words.put(word.key(), word));
    }

    /** The settings of one block, for the documentation. */
    List<Knob> words() {
        return List.copyOf(words.values());
    }

    List<String> problems() {
        return problems;
    }

    /** Not to be used where there are problems. */
    List<Record> read(Layer.Given given) {
        Optional<List<List<RawValue.Entry>>> blocks = blocks(given.raw());
        if (blocks.isEmpty()) {
            problems.add(knob.key() + " = " + given.raw() + " (" + given.origin() + "): allowed is "
                    + new ReadValue(knob).allowed());
            return List.of();
        }
        List<Record> records = new ArrayList<>();
        int number = 0;
        for (List<RawValue.Entry> block : blocks.get()) {
            number++;
            String place = knob.key() + " number " + number + " (" + given.origin() + "): ";
            int before = problems.size();
            Map<String, Object> values = values(block, place);
            if (problems.size() == before) {
                records.add(BindRecord.bind(item, "", values));
            }
        }
        return records;
    }

    private static Optional<List<List<RawValue.Entry>>> blocks(RawValue raw) {
        return switch (raw) {
            case RawValue.Blocks(List<List<RawValue.Entry>> blocks) -> Optional.of(blocks);
            case RawValue.Items(List<String> items) when items.isEmpty() -> Optional.of(List.of());
            case RawValue.Text(String text) when text.isBlank() -> Optional.of(List.of());
            case RawValue.Text(String text)
            when text.strip().startsWith("[") -> ReadValue.flow(text.strip()).flatMap(ReadBlocks::blocks);
            case RawValue.Text _, RawValue.Items _, RawValue.Entries _ -> Optional.empty();
        };
    }

    private Map<String, Object> values(List<RawValue.Entry> block, String place) {
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (RawValue.Entry entry : block) {
            Knob word = words.get(entry.name());
            if (word == null) {
                problems.add(place + "unknown word " + entry.name()
                        + Similar.to(entry.name(), words.keySet())
                                .map(known -> "; did you mean " + known + "?")
                                .orElse("; there are " + String.join(", ", words.keySet())));
            } else if (!seen.add(entry.name())) {
                problems.add(place + entry.name() + " is given twice");
            } else {
                take(word, entry.value(), place, values);
            }
        }
        for (Knob word : words.values()) {
            if (!seen.contains(word.key())) {
                // A word that has no default must be there, which its own reader tells.
                take(word, null, place, values);
            }
        }
        return values;
    }

    private void take(
            Knob word, @org.jspecify.annotations.Nullable RawValue given, String place, Map<String, Object> values) {
        ReadValue reader = new ReadValue(word);
        Optional<?> value =
                reader.read(given == null ? new RawValue.Text(word.setting().fallback()) : given);
        if (value.isEmpty()) {
            problems.add(place + (given == null ? word.key() + " is missing" : word.key() + " = " + given)
                    + "; allowed is " + reader.allowed());
        } else if (given != null && isEmpty(value.get())) {
            // Would mean "any" to the one and "none" to the other.
            problems.add(place + word.key() + " is empty; leave it out, or name " + new ReadValue(word).allowed());
        } else {
            values.put(word.key(), value.get());
        }
    }

    private static boolean isEmpty(Object value) {
        return value.equals(List.of()) || value.equals(Map.of());
    }
}
