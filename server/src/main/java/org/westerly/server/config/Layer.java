package org.westerly.server.config;

import java.util.List;
import java.util.Map;

/** What one source of settings gives, and what is wrong with it. */
record Layer(Map<String, Given> values, List<String> problems) {

    /** @param origin where it was written, in words for a problem */
    record Given(RawValue raw, String origin) {}

    Layer {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }
}
