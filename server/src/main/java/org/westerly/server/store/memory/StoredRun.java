package org.westerly.server.store.memory;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunSelection.WorkflowFilter;
import org.westerly.server.store.SearchText;
import org.westerly.server.store.SearchWord;

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

    boolean isIn(RunSelection selection) {
        return visibleTo(selection.owner())
                && (selection.includeDeleted() || !deleted())
                && (selection.states().isEmpty() || selection.states().contains(run.state()))
                && selection.tags().stream().allMatch(this::has)
                && isOf(selection.workflow())
                && selection.submitted().holds(run.submittedAt().truncatedTo(ChronoUnit.MILLIS))
                && isFoundBy(selection.search());
    }

    private boolean has(TagFilter tag) {
        String value = run.tags().get(tag.key());
        return value != null && (tag.value() == null || Objects.equals(tag.value(), value));
    }

    private boolean isOf(WorkflowFilter workflow) {
        return (workflow.type() == null || workflow.type().equalsIgnoreCase(request.workflowType()))
                && (workflow.engine() == null || run.engine().isCalled(workflow.engine()))
                && (workflow.url() == null || workflow.url().equals(request.workflowUrl()));
    }

    private boolean isFoundBy(List<SearchWord> search) {
        if (search.isEmpty()) {
            return true;
        }
        Set<String> text = SearchText.of(run, request);
        return search.stream().allMatch(word -> word.isFoundIn(run.id(), text));
    }

    ListedRun listed() {
        return new ListedRun(sequence, run.id(), run.state(), run.startTime(), run.endTime(), run.tags());
    }
}
