package org.westerly.server.queue;

import java.util.Optional;

/** Something that can keep every run from being started. */
@FunctionalInterface
public interface Gate {

    /** Why nothing is started now, for people to read and without any path; empty while it is open. */
    Optional<String> shut();
}
