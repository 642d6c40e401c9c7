package org.westerly.client;

import java.util.ArrayList;
import java.util.List;
import org.westerly.api.State;

/**
 * Which runs a list shows; all must match.
 *
 * @param states any of these; none: any state
 * @param tags each {@code key:value} or {@code key}
 * @param words as {@code q}: words in tags, URL or id; empty for none
 * @param deleted also those that were deleted
 * @param pageSize runs that are loaded at a time
 */
public record RunFilter(List<State> states, List<String> tags, String words, boolean deleted, int pageSize) {

    /** Every run. */
    public static final RunFilter ALL = new RunFilter(List.of(), List.of(), "", false, 100);

    /** Copies. */
    public RunFilter {
        states = List.copyOf(states);
        tags = List.copyOf(tags);
    }

    /** Also in this state. */
    public RunFilter withState(State state) {
        List<State> more = new ArrayList<>(states);
        more.add(state);
        return new RunFilter(more, tags, words, deleted, pageSize);
    }

    /** Also with this tag, {@code key:value} or {@code key}. */
    public RunFilter withTag(String tag) {
        List<String> more = new ArrayList<>(tags);
        more.add(tag);
        return new RunFilter(states, more, words, deleted, pageSize);
    }

    /** With so many runs a page. */
    public RunFilter withPageSize(int runs) {
        return new RunFilter(states, tags, words, deleted, runs);
    }

    Query query() {
        Query query = new Query().with("page_size", pageSize);
        states.forEach(state -> query.with("state", state));
        tags.forEach(tag -> query.with("tag", tag));
        if (!words.isEmpty()) {
            query.with("q", words);
        }
        return deleted ? query.with("include_deleted", true) : query;
    }
}
