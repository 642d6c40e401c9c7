package org.westerly.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunState;

/**
 * Which runs are meant; every part narrows it.
 *
 * @param owner null for every owner
 * @param states empty for every state
 * @param tags all must match
 * @param search every one must be found
 */
public record RunSelection(
        @Nullable Owner owner,
        Set<RunState> states,
        boolean includeDeleted,
        List<TagFilter> tags,
        WorkflowFilter workflow,
        Period submitted,
        List<SearchWord> search) {

    public RunSelection {
        states = Set.copyOf(states);
        tags = List.copyOf(tags);
        search = List.copyOf(search);
    }

    /** Whatever the owner can see, soft-deleted runs left out; null for every owner. */
    public static RunSelection of(@Nullable Owner owner) {
        return new RunSelection(owner, Set.of(), false, List.of(), WorkflowFilter.ANY, Period.ANY, List.of());
    }

    /** A tag that must be there; with a value, or with any when null. */
    public record TagFilter(String key, @Nullable String value) {}

    /**
     * What is run by what; null for any.
     *
     * @param type in any case of letters
     * @param engine the chosen one's {@code name} or {@code name@version}, in any case of letters
     * @param url exactly as it was sent
     */
    public record WorkflowFilter(
            @Nullable String type,
            @Nullable String engine,
            @Nullable String url) {

        public static final WorkflowFilter ANY = new WorkflowFilter(null, null, null);
    }

    /**
     * A stretch of time, to the millisecond.
     *
     * @param since the first moment of it, or null for no beginning
     * @param until the first moment after it, or null for no end
     */
    public record Period(@Nullable Instant since, @Nullable Instant until) {

        public static final Period ANY = new Period(null, null);

        public Period {
            since = since == null ? null : wholeMillis(since);
            until = until == null ? null : wholeMillis(until);
        }

        public boolean holds(Instant time) {
            return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
        }

        /** Upwards: for times that are kept to the millisecond, either end then means the same. */
        private static Instant wholeMillis(Instant time) {
            Instant floor = Instant.ofEpochMilli(time.toEpochMilli());
            return floor.equals(time) ? floor : floor.plus(Duration.ofMillis(1));
        }
    }
}
