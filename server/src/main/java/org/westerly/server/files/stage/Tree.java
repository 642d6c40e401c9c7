package org.westerly.server.files.stage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A workflow with all its files, as far as they were fetched.
 *
 * @param main the name of the workflow document, which is among the parts
 * @param parts by the name that each is to get below the working directory, in the order they came; nobody has judged the
 *     names yet
 */
record Tree(String main, Map<String, Part> parts) {

    Tree {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        if (!parts.containsKey(main)) {
            throw new IllegalArgumentException("the main document is not among the parts");
        }
    }

    static Tree of(String name, Part part) {
        return new Tree(name, Map.of(name, part));
    }
}
