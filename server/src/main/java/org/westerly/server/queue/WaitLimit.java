package org.westerly.server.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.store.Trait;

/**
 * How long some of the runs may wait.
 *
 * @param having those with this trait, where there is one
 * @param without but for those with one of these
 * @param setting by which it is set, for people to read
 */
record WaitLimit(Optional<Trait> having, Set<Trait> without, Duration time, String setting) {

    /** Why a run has ended, for its user. */
    String told() {
        return "not started: it has waited in the queue for longer than " + inWords(time) + " (" + setting
                + "), not counting when the server was paused, short of disk space or down";
    }

    private static String inWords(Duration time) {
        if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + " d";
        }
        if (time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()))) {
            return time.toHours() + " h";
        }
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
