package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.Period;
import org.westerly.server.store.RunSelection.WorkflowFilter;
import org.westerly.server.store.SearchWord;

/** Makes of a selection the set of its runs, out of the sets of all that is asked for. */
final class SelectedRuns {

    private final Reading reading;
    private final Way way;

    SelectedRuns(Reading reading, Way way) {
        this.reading = reading;
        this.way = way;
    }

    /** @param times of all chunks; looked at only for a selection by time */
    RunSet of(RunSelection selection, List<ChunkTimes> times) throws SQLException {
        List<RunSet> all = new ArrayList<>();
        all.add(term(selection.owner() == null ? Terms.ALL : Terms.owner(selection.owner())));
        for (RunSelection.TagFilter tag : selection.tags()) {
            all.add(term(Terms.tag(tag.key(), tag.value())));
        }
        WorkflowFilter workflow = selection.workflow();
        if (workflow.type() != null) {
            all.add(term(Terms.type(workflow.type())));
        }
        if (workflow.engine() != null) {
            all.add(term(Terms.engine(workflow.engine())));
        }
        if (workflow.url() != null) {
            all.add(term(Terms.url(workflow.url())));
        }
        if (!selection.states().isEmpty()) {
            all.add(anyOf(selection.states().stream()
                    .map(state -> term(Terms.state(state)))
                    .toList()));
        }
        for (SearchWord word : selection.search()) {
            all.add(found(word));
        }
        if (!selection.submitted().equals(Period.ANY)) {
            all.add(new SubmittedRuns(reading, times, selection.submitted(), way));
        }
        RunSet selected = allOf(all);
        return selection.includeDeleted() ? selected : new Except(selected, term(Terms.DELETED));
    }

    RunSet term(String term) {
        return new TermRuns(reading, term, way);
    }

    private RunSet found(SearchWord word) throws SQLException {
        List<RunSet> words = new ArrayList<>();
        for (String start : word.words()) {
            words.add(
                    Terms.standsAlone(start)
                            ? term(Terms.wordsFrom(start))
                            : GatheredRuns.ofWords(reading, start, way));
        }
        RunSet inText = allOf(words);
        return word.idStart() == null
                ? inText
                : anyOf(List.of(inText, GatheredRuns.ofIds(reading, word.idStart(), way)));
    }

    private static RunSet allOf(List<RunSet> sets) {
        return sets.size() == 1 ? sets.getFirst() : new AllOf(sets);
    }

    private static RunSet anyOf(List<RunSet> sets) {
        return sets.size() == 1 ? sets.getFirst() : new AnyOf(sets);
    }
}
