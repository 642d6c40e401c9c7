package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** The faults of one file, each with its line; reading goes on after one, so that all are told at once. */
final class Problems {

    private final String file;
    private final List<String> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node at, String problem) {
        add(at.getStartMark().getLine() + 1, problem);
    }

    void add(int line, String problem) {
        found.add(file + ":" + line + ": " + problem);
    }

    void throwIfAny() throws InvalidDefinitionException {
        if (!found.isEmpty()) {
            throw new InvalidDefinitionException(found);
        }
    }
}
