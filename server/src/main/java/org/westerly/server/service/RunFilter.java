package org.westerly.server.service;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.api.State;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunQuery.TagFilter;

/**
 * Which runs a caller wants listed.
 *
 * @param states null-free; empty with {@code anyState} false matches nothing: PAUSED, say, which no run ever is
 */
record RunFilter(boolean anyState, Set<RunState> states, List<TagFilter> tags, boolean includeDeleted) {

    /** @throws WesException INVALID_REQUEST naming every fault */
    static RunFilter of(RunListing asked) {
        List<FieldFault> faults = new ArrayList<>();
        Set<RunState> states = states(asked.states(), asked.version(), faults);
        List<TagFilter> tags = tags(asked, faults);
        if (!faults.isEmpty()) {
            throw new WesException(ErrorCode.INVALID_REQUEST, faults);
        }
        return new RunFilter(asked.states().isEmpty(), states, tags, asked.includeDeleted());
    }

    /** What a page token is bound to. */
    List<String> binding() {
        return Stream.of(
                        Stream.of(String.valueOf(anyState), String.valueOf(includeDeleted)),
                        states.stream().sorted().map(RunState::name),
                        tags.stream().map(tag -> tag.value() == null ? "?" + tag.key() : "=" + tag.key()),
                        tags.stream().map(tag -> String.valueOf(tag.value())))
                .flatMap(parts -> parts)
                .toList();
    }

    private static Set<RunState> states(List<String> words, WesVersion version, List<FieldFault> faults) {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        for (String word : words) {
            if (Stream.of(State.values()).noneMatch(state -> state.name().equals(word))) {
                String known = Stream.of(State.values()).map(State::name).collect(Collectors.joining(", "));
                faults.add(new FieldFault("state", Quoted.of(word) + " is not one of " + known));
            }
            // By the word that the caller sees, which two of our states may share.
            Stream.of(RunState.values())
                    .filter(state -> version.state(state).name().equals(word))
                    .forEach(states::add);
        }
        return states;
    }

    private static List<TagFilter> tags(RunListing asked, List<FieldFault> faults) {
        List<TagFilter> tags = new ArrayList<>();
        for (String tag : asked.tags()) {
            int colon = tag.indexOf(':');
            String key = colon < 0 ? tag : tag.substring(0, colon);
            if (key.isEmpty()) {
                faults.add(new FieldFault("tag", Quoted.of(tag) + " is neither key nor key:value"));
            }
            tags.add(new TagFilter(key, colon < 0 ? null : tag.substring(colon + 1)));
        }
        if (asked.tagValues().size() > asked.tagKeys().size()) {
            faults.add(new FieldFault("tag_value", "is there more often than tag_key"));
        }
        for (int at = 0; at < asked.tagKeys().size(); at++) {
            // As in TES: the n-th value belongs to the n-th key, and none or an empty one stands for any.
            String value = at < asked.tagValues().size() ? asked.tagValues().get(at) : "";
            tags.add(new TagFilter(asked.tagKeys().get(at), value.isEmpty() ? null : value));
        }
        return tags;
    }
}
