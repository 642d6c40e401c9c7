package org.westerly.chaos.check;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which states may follow which, as the API promises it. */
final class Moves {

    private static final Set<String> ENDS =
            Set.of("COMPLETE", "EXECUTOR_ERROR", "SYSTEM_ERROR", "CANCELED", "PREEMPTED");

    private static final Set<String> AT_WORK = Set.of("INITIALIZING", "RUNNING", "CANCELING");

    private static final Map<String, Set<String>> FOLLOWING = Map.of(
            "QUEUED", Set.of("INITIALIZING", "CANCELED", "SYSTEM_ERROR"),
            "INITIALIZING", Set.of("RUNNING", "EXECUTOR_ERROR", "SYSTEM_ERROR", "CANCELING"),
            "RUNNING", Set.of("COMPLETE", "EXECUTOR_ERROR", "SYSTEM_ERROR", "PREEMPTED", "CANCELING"),
            "CANCELING", Set.of("CANCELED"));

    private Moves() {}

    static boolean isEnd(String state) {
        return ENDS.contains(state);
    }

    /** Does a server work on a run in this state? */
    static boolean isWork(String state) {
        return AT_WORK.contains(state);
    }

    static boolean isAllowed(@Nullable String from, String to) {
        return from == null
                ? to.equals("QUEUED")
                : from.equals(to) || FOLLOWING.getOrDefault(from, Set.of()).contains(to);
    }
}
