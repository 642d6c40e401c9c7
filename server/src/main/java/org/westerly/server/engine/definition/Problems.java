package org.westerly.server.engine.definition;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.westerly.server.config.Similar;
import org.yaml.snakeyaml.nodes.Node;

/** The faults of one file, each with its line; reading goes on after one, so that all are told at once. */
final class Problems {

    private final String file;
    /** A set, because the releases of an engine share most of their lines. */
    private final Set<String> found = new LinkedHashSet<>();

    private final Set<String> remarks = new LinkedHashSet<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Node at, String problem) {
        add(line(at), problem);
    }

    void add(int line, String problem) {
        found.add(file + ":" + line + ": " + problem);
    }

    /** Something that is no reason to refuse the file, and that its author would like to know. */
    void remark(Node at, String remark) {
        remarks.add(file + ":" + line(at) + ": " + remark);
    }

    private static int line(Node at) {
        // A tree that was made, and not read, has no lines.
        return at.getStartMark() == null ? 1 : at.getStartMark().getLine() + 1;
    }

    /** {@code "; did you mean …?"}, or nothing where no known word is near. */
    static String didYouMean(String written, Collection<String> known) {
        return Similar.to(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    void throwIfAny() throws InvalidDefinitionException {
        if (!found.isEmpty()) {
            throw new InvalidDefinitionException(List.copyOf(found));
        }
    }
}
