package org.westerly.server.store.memory;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;

/** A run with what is kept beside it. */
record StoredRun(long sequence, Run run, RunRequest request, Optional<String> outputs) {

    StoredRun with(Run next, @Nullable String document) {
        return new StoredRun(sequence, next, request, document == null ? outputs : Optional.of(document));
    }

    boolean deleted() {
        return run.deletedAt() != null;
    }

    boolean visibleTo(@Nullable Owner owner) {
        return owner == null || owner.equals(run.owner());
    }

    boolean matches(RunQuery query) {
        Set<RunState> states = query.states();
        return sequence <= query.newest()
                && sequence < query.before()
                && visibleTo(query.owner())
                && (query.includeDeleted() || !deleted())
                && (states.isEmpty() || states.contains(run.state()))
                && query.tags().stream().allMatch(this::matches);
    }

    private boolean matches(RunQuery.TagFilter tag) {
        String value = run.tags().get(tag.key());
        return value != null && (tag.value() == null || Objects.equals(tag.value(), value));
    }

    ListedRun listed() {
        return new ListedRun(sequence, run.id(), run.state(), run.startTime(), run.endTime(), run.tags());
    }
}
