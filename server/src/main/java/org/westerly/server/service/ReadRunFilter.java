package org.westerly.server.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.State;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunOrder;
import org.westerly.server.store.RunSelection;
import org.westerly.server.store.RunSelection.Period;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunSelection.WorkflowFilter;
import org.westerly.server.store.SearchWord;

/**
 * Reads what runs a caller wants listed, and finds every fault. A parameter without a value, as forms send it, is none;
 * but for {@code state} and {@code tag}.
 */
final class ReadRunFilter {

    private static final int MOST_SEARCH_WORDS = 20;
    private static final int MOST_TAGS = 20;
    private static final String SORTS = Arrays.stream(RunOrder.By.values())
            .map(by -> by.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final RunListing asked;
    private final List<FieldFault> faults = new ArrayList<>();

    ReadRunFilter(RunListing asked) {
        this.asked = asked;
    }

    List<FieldFault> faults() {
        return faults;
    }

    /** Only good without {@link #faults}. */
    RunFilter filter(Caller caller) {
        Set<RunState> states = states();
        RunSelection selection = new RunSelection(
                caller.owner(),
                states,
                flag("include_deleted"),
                tags(),
                new WorkflowFilter(one("workflow_type"), one("engine"), one("workflow_url")),
                period(),
                search());
        boolean nothing = !asked.all("state").isEmpty() && states.isEmpty();
        RunFilter filter = new RunFilter(selection, nothing, order(), flag("include_total"));
        String owner = one("owner");
        if (faults.isEmpty() && owner != null && !owner.equals(caller.owner().name())) {
            // Whether there is anybody of that name is not told.
            throw new WesException(
                    ErrorCode.OTHER_OWNER,
                    List.of(new FieldFault(
                            "owner", Quoted.of(owner) + " is not you, and only an administrator may list for others")));
        }
        return filter;
    }

    private @Nullable String one(String parameter) {
        List<String> sent = asked.all(parameter);
        if (sent.size() > 1) {
            faults.add(new FieldFault(parameter, "is there " + sent.size() + " times; allowed is once"));
        }
        return sent.isEmpty() || sent.getFirst().isEmpty() ? null : sent.getFirst();
    }

    private boolean flag(String parameter) {
        String sent = one(parameter);
        if (sent != null && !sent.equals("true") && !sent.equals("false")) {
            faults.add(new FieldFault(parameter, Quoted.of(sent) + " must be true or false"));
        }
        return "true".equals(sent);
    }

    private Set<RunState> states() {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        for (String word : asked.all("state")) {
            if (Stream.of(State.values()).noneMatch(state -> state.name().equals(word))) {
                String known = Stream.of(State.values()).map(State::name).collect(Collectors.joining(", "));
                faults.add(new FieldFault("state", Quoted.of(word) + " is not one of " + known));
            }
            // By the word that the caller sees, which two of our states may share.
            Stream.of(RunState.values())
                    .filter(state -> asked.version().state(state).name().equals(word))
                    .forEach(states::add);
        }
        return states;
    }

    private List<TagFilter> tags() {
        List<TagFilter> tags = new ArrayList<>();
        for (String tag : asked.all("tag")) {
            int colon = tag.indexOf(':');
            String key = colon < 0 ? tag : tag.substring(0, colon);
            if (key.isEmpty()) {
                faults.add(new FieldFault("tag", Quoted.of(tag) + " is neither key nor key:value"));
            }
            tags.add(new TagFilter(key, colon < 0 ? null : tag.substring(colon + 1)));
        }
        List<String> keys = asked.all("tag_key");
        List<String> values = asked.all("tag_value");
        if (values.size() > keys.size()) {
            faults.add(new FieldFault("tag_value", "is there more often than tag_key"));
        }
        for (int at = 0; at < keys.size(); at++) {
            // As in TES: the n-th value belongs to the n-th key, and none or an empty one stands for any.
            String value = at < values.size() ? values.get(at) : "";
            tags.add(new TagFilter(keys.get(at), value.isEmpty() ? null : value));
        }
        if (tags.size() > MOST_TAGS) {
            faults.add(new FieldFault("tag", "is there " + tags.size() + " times; allowed are " + MOST_TAGS));
        }
        return tags;
    }

    private Period period() {
        Instant since = time("since");
        Instant until = time("until");
        if (since != null && until != null && until.isBefore(since)) {
            faults.add(new FieldFault("until", until + " is before since, " + since));
        }
        return new Period(since, until);
    }

    private @Nullable Instant time(String parameter) {
        String sent = one(parameter);
        if (sent == null) {
            return null;
        }
        Optional<Instant> time = QueryTime.read(sent);
        if (time.isEmpty()) {
            faults.add(new FieldFault(
                    parameter,
                    Quoted.of(sent) + " is not a time; allowed is RFC 3339, as 2026-11-21T12:00:00Z or"
                            + " 2026-11-21T13:00:00+01:00, or a date, as 2026-11-21"));
        }
        return time.orElse(null);
    }

    private List<SearchWord> search() {
        String typed = one("q");
        if (typed == null || typed.isBlank()) {
            return List.of();
        }
        List<SearchWord> words = SearchWord.of(typed);
        if (words.isEmpty()) {
            faults.add(new FieldFault("q", Quoted.of(typed) + " holds neither letters nor digits"));
        }
        if (words.stream().mapToInt(word -> word.words().size()).sum() > MOST_SEARCH_WORDS) {
            faults.add(new FieldFault("q", "holds more than " + MOST_SEARCH_WORDS + " words"));
        }
        return words;
    }

    private RunOrder order() {
        String sent = one("sort");
        if (sent == null) {
            return RunOrder.NEWEST_FIRST;
        }
        for (RunOrder.By by : RunOrder.By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            if (sent.equals(name) || sent.equals(name + ":desc")) {
                return new RunOrder(by, true);
            }
            if (sent.equals(name + ":asc")) {
                return new RunOrder(by, false);
            }
        }
        faults.add(new FieldFault(
                "sort", Quoted.of(sent) + " is not one of " + SORTS + ", with :asc or :desc (if nothing is said)"));
        return RunOrder.NEWEST_FIRST;
    }
}
