package org.westerly.server.engine.events;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which runs were complained about lately: an event file is read again whenever somebody looks at the run. */
final class Complaints {

    private static final int MOST = 1000;
    private static final Set<Path> RUNS = new LinkedHashSet<>();

    private Complaints() {}

    /** Whether this is the first complaint about the run. */
    static boolean isFirst(Path run) {
        synchronized (RUNS) {
            if (!RUNS.add(run)) {
                return false;
            }
            if (RUNS.size() > MOST) {
                RUNS.remove(RUNS.iterator().next());
            }
            return true;
        }
    }
}
