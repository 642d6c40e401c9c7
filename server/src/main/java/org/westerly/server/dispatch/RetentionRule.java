package org.westerly.server.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.run.RunState;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.EndedQuery.Having;
import org.westerly.server.store.RunSelection.TagFilter;

/**
 * What becomes of which runs some time after their end.
 *
 * @param number by which its operator knows it: the first is 1
 * @param states in one of which it ended; none for any
 * @param tags all of which it has
 * @param unless a run that has one of these is left alone
 */
public record RetentionRule(
        int number, Action action, Duration after, Set<RunState> states, List<TagFilter> tags, List<TagFilter> unless) {

    /** What a rule does; that which takes most is done first, as it spares the others their work. */
    public enum Action {
        /** The run goes for good; a tombstone is left. */
        PURGE("purge", Having.ANYTHING),
        /** The run goes out of sight. */
        DELETE("delete", Having.SIGHT),
        /** Its working files go. */
        DROP_INTERMEDIATES("drop-intermediates", Having.WORKING_FILES);

        private final String word;
        private final Having having;

        Action(String word, Having having) {
            this.word = word;
            this.having = having;
        }

        /** As it stands in the settings. */
        public String word() {
            return word;
        }

        public static Optional<Action> of(String word) {
            return Arrays.stream(values())
                    .filter(action -> action.word.equals(word))
                    .findFirst();
        }

        /** Somebody who brought a run back into sight wants it, at least for a while. */
        boolean heedsRestoring() {
            return this != DROP_INTERMEDIATES;
        }
    }

    public RetentionRule {
        states = Set.copyOf(states);
        tags = List.copyOf(tags);
        unless = List.copyOf(unless);
        if (after.isNegative() || !states.stream().allMatch(RunState::terminal)) {
            throw new IllegalArgumentException("not a rule for runs that have ended: " + after + " " + states);
        }
    }

    /** The runs that were old enough at {@code now}, and of which there is something for this rule to take. */
    EndedQuery due(Instant now, int limit) {
        return new EndedQuery(states, tags, unless, now.minus(after), action.having, null, limit);
    }
}
