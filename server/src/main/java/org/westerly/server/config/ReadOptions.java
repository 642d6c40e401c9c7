package org.westerly.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code --set key=value} options; of one key the last counts. */
final class ReadOptions {

    private ReadOptions() {}

    static Layer read(List<String> options, Catalog catalog) {
        Map<String, Layer.Given> values = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            if (catalog.find(key).isEmpty()) {
                problems.add(catalog.unknown(key, "--set"));
            } else if (equals < 0) {
                problems.add(key + " (--set): has no value; write --set " + key + "=…");
            } else {
                values.put(key, new Layer.Given(new RawValue.Text(option.substring(equals + 1)), "--set"));
            }
        }
        return new Layer(values, problems);
    }
}
