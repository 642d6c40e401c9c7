package org.westerly.server.engine.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.westerly.server.config.Similar;
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

    /** {@code "; did you mean …?"}, or nothing where no known word is near. */
    static String didYouMean(String written, Collection<String> known) {
        return Similar.to(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    void throwIfAny() throws InvalidDefinitionException {
        if (!found.isEmpty()) {
            throw new InvalidDefinitionException(found);
        }
    }
}
