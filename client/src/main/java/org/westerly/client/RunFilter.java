package org.westerly.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.westerly.api.State;

/** Which runs a list shows, and in which order; all that is said must match. */
public final class RunFilter {

    /** Every run that was not deleted, newest first, 100 a page. */
    public static final RunFilter ALL = new RunFilter(List.of(), 100);

    /** A parameter of the list, in the words of the API. */
    private record Term(String name, String value) {}

    private final List<Term> terms;
    private final int pageSize;

    private RunFilter(List<Term> terms, int pageSize) {
        this.terms = terms;
        this.pageSize = pageSize;
    }

    /** In this state, or in another one that is named like this. */
    public RunFilter withState(State state) {
        return with("state", state.name());
    }

    /** Also with this tag, {@code key:value} or {@code key}. */
    public RunFilter withTag(String tag) {
        return with("tag", tag);
    }

    /** Of this workflow type. */
    public RunFilter withWorkflowType(String type) {
        return with("workflow_type", type);
    }

    /** On this engine, {@code name} or {@code name@version}. */
    public RunFilter withEngine(String engine) {
        return with("engine", engine);
    }

    /** Of this workflow, named as it was submitted. */
    public RunFilter withWorkflowUrl(String url) {
        return with("workflow_url", url);
    }

    /** With words that begin like these in tags, URL or id. */
    public RunFilter withWords(String words) {
        return with("q", words);
    }

    /** Submitted at this time or later. */
    public RunFilter since(Instant time) {
        return with("since", time.toString());
    }

    /** Submitted before this time. */
    public RunFilter until(Instant time) {
        return with("until", time.toString());
    }

    /** Also those that were deleted. */
    public RunFilter withDeleted() {
        return with("include_deleted", "true");
    }

    /**
     * In this order.
     *
     * @param order {@code submitted_at}, {@code start_time} or {@code end_time}, and {@code :asc} or {@code :desc}
     */
    public RunFilter sortedBy(String order) {
        return with("sort", order);
    }

    /** With so many runs a page. */
    public RunFilter withPageSize(int runs) {
        return new RunFilter(terms, runs);
    }

    private RunFilter with(String name, String value) {
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(name, value));
        return new RunFilter(List.copyOf(more), pageSize);
    }

    Query query() {
        Query query = new Query().with("page_size", pageSize);
        terms.forEach(term -> query.with(term.name(), term.value()));
        return query;
    }
}
