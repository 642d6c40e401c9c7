package org.westerly.server.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.SearchWord;

/**
 * Which runs a caller wants listed, and how.
 *
 * @param nothing states were named that no run ever has: PAUSED, say
 * @param total how many there are is to be told
 */
record RunFilter(RunSelection selection, boolean nothing, RunOrder order, boolean total) {

    /** What a page token is bound to. Each list of values is preceded by how many there are. */
    List<String> binding() {
        List<String> parts = new ArrayList<>(List.of("runs", order.toString(), String.valueOf(nothing)));
        parts.add(selection.owner() == null ? "" : selection.owner().name());
        parts.add(String.valueOf(selection.includeDeleted()));
        add(parts, selection.states().stream().sorted().map(RunState::name).toList());
        for (TagFilter tag : selection.tags()) {
            add(parts, tag.value() == null ? List.of(tag.key()) : List.of(tag.key(), tag.value()));
        }
        add(parts, selection.workflow().type());
        add(parts, selection.workflow().engine());
        add(parts, selection.workflow().url());
        add(parts, text(selection.submitted().since()));
        add(parts, text(selection.submitted().until()));
        for (SearchWord word : selection.search()) {
            add(parts, word.words());
            add(parts, word.idStart());
        }
        return parts;
    }

    private static void add(List<String> parts, @Nullable String value) {
        add(parts, value == null ? List.of() : List.of(value));
    }

    private static void add(List<String> parts, List<String> values) {
        parts.add(String.valueOf(values.size()));
        parts.addAll(values);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
