package org.westerly.server.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.EndedQuery;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunSelection.WorkflowFilter;
import org.westerly.server.store.SearchText;
import org.westerly.server.store.SearchWord;

/** A run with what is kept beside it. */
record StoredRun(long sequence, Run run, Optional<RunRequest> request, Optional<String> outputs) {

    StoredRun with(Run next, @Nullable String document) {
        if (next.removal().stage() == Stage.PURGED) {
            return new StoredRun(sequence, next, Optional.empty(), Optional.empty());
        }
        return new StoredRun(sequence, next, request, document == null ? outputs : Optional.of(document));
    }

    boolean deleted() {
        return run.deletedAt() != null;
    }

    boolean visibleTo(@Nullable Owner owner) {
        return owner == null || owner.equals(run.owner());
    }

    boolean isIn(RunSelection selection) {
        return !run.removal().stage().tombstone()
                && visibleTo(selection.owner())
                && (selection.includeDeleted() || !deleted())
                && (selection.states().isEmpty() || selection.states().contains(run.state()))
                && selection.tags().stream().allMatch(this::has)
                && isOf(selection.workflow())
                && selection.submitted().holds(run.submittedAt().truncatedTo(ChronoUnit.MILLIS))
                && isFoundBy(selection.search());
    }

    boolean isIn(EndedQuery query) {
        Instant end = run.endTime();
        return end != null
                && !run.removal().stage().tombstone()
                && !end.truncatedTo(ChronoUnit.MILLIS).isAfter(query.until())
                && has(query.having())
                && (query.states().isEmpty() || query.states().contains(run.state()))
                && query.tags().stream().allMatch(this::has)
                && query.without().stream().noneMatch(this::has);
    }

    private boolean has(EndedQuery.Having having) {
        return switch (having) {
            case ANYTHING -> true;
            case SIGHT -> !deleted();
            case WORKING_FILES -> run.removal().clearedAt() == null;
        };
    }

    private boolean has(TagFilter tag) {
        String value = run.tags().get(tag.key());
        return value != null && (tag.value() == null || Objects.equals(tag.value(), value));
    }

    private boolean isOf(WorkflowFilter workflow) {
        RunRequest asked = request.orElseThrow();
        return (workflow.type() == null || workflow.type().equalsIgnoreCase(asked.workflowType()))
                && (workflow.engine() == null || run.engine().isCalled(workflow.engine()))
                && (workflow.url() == null || workflow.url().equals(asked.workflowUrl()));
    }

    private boolean isFoundBy(List<SearchWord> search) {
        if (search.isEmpty()) {
            return true;
        }
        Set<String> text = SearchText.of(run, request.orElseThrow());
        return search.stream().allMatch(word -> word.isFoundIn(run.id(), text));
    }

    ListedRun listed() {
        return new ListedRun(sequence, run.id(), run.state(), run.startTime(), run.endTime(), run.tags());
    }
}
