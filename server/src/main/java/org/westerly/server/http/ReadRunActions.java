package org.westerly.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.service.ActOnRuns;
import org.westerly.server.service.RunAction;
import org.westerly.server.service.RunListing;
import org.westerly.server.service.StrictJson;

/** Reads a request to act on many runs, and finds every fault. Strictly: a filter misread would act on other runs. */
final class ReadRunActions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS = Set.of("action", "run_ids", "filter", "page_token");
    private static final int LONGEST_ID = 120;

    private final Map<String, JsonNode> members = new HashMap<>();
    private final List<FieldFault> faults = new ArrayList<>();

    private ReadRunActions() {}

    /** Exactly one of {@code ids} and {@code filter} is there. */
    record Asked(RunAction action, @Nullable List<String> ids, ActOnRuns.@Nullable Filter filter) {}

    /** @throws WesException MALFORMED_BODY, or INVALID_REQUEST naming every member that is wrong */
    static Asked of(String body) {
        ReadRunActions reading = new ReadRunActions();
        reading.members(body);
        return reading.asked();
    }

    private void members(String body) {
        try {
            StrictJson.object(body).keySet().stream()
                    .filter(name -> !MEMBERS.contains(name))
                    .sorted()
                    .forEach(name -> fault(name, "is not known; allowed are action, run_ids, filter, page_token"));
            JSON.readTree(body).properties().stream()
                    .filter(member -> !member.getValue().isNull())
                    .forEach(member -> members.put(member.getKey(), member.getValue()));
        } catch (IllegalArgumentException fault) {
            throw Problems.malformed("body", String.valueOf(fault.getMessage()));
        } catch (JsonProcessingException malformed) {
            throw Problems.malformed("body", "is not valid JSON");
        }
    }

    private Asked asked() {
        RunAction action = action();
        List<String> ids = members.containsKey("run_ids") ? ids() : null;
        ActOnRuns.Filter filter =
                members.containsKey("filter") ? new ActOnRuns.Filter(filter(), text("page_token")) : null;
        if ((ids == null) == (filter == null)) {
            fault("run_ids", "or filter must be there, and not both");
        }
        if (ids != null && members.containsKey("page_token")) {
            fault("page_token", "goes with filter only");
        }
        if (action == null || !faults.isEmpty()) {
            throw new WesException(ErrorCode.INVALID_REQUEST, faults);
        }
        return new Asked(action, ids, filter);
    }

    private @Nullable RunAction action() {
        String word = text("action");
        RunAction action = word == null ? null : RunAction.of(word).orElse(null);
        if (action == null) {
            fault("action", "must be one of " + RunAction.WORDS);
        }
        return action;
    }

    private @Nullable String text(String name) {
        JsonNode value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            fault(name, "must be a string");
            return null;
        }
        return value.textValue();
    }

    private List<String> ids() {
        List<String> ids = strings("run_ids", members.get("run_ids"));
        if (ids.isEmpty() || ids.size() > ActOnRuns.MOST) {
            fault("run_ids", "has " + ids.size() + " ids; allowed are 1 to " + ActOnRuns.MOST);
        }
        if (ids.stream().anyMatch(id -> id.length() > LONGEST_ID)) {
            fault("run_ids", "holds something longer than any id");
        }
        return ids;
    }

    private Map<String, List<String>> filter() {
        JsonNode sent = members.get("filter");
        Map<String, List<String>> query = new HashMap<>();
        if (sent == null || !sent.isObject()) {
            fault("filter", "must be an object");
            return query;
        }
        Set<String> known = new LinkedHashSet<>(RunListing.PARAMETERS);
        // Neither changes which runs are meant.
        known.removeAll(Set.of("sort", "include_total"));
        sent.properties().forEach(one -> {
            String name = "filter." + one.getKey();
            if (known.contains(one.getKey())) {
                query.put(
                        one.getKey(),
                        one.getValue().isArray() ? strings(name, one.getValue()) : single(name, one.getValue()));
            } else {
                fault(name, "is not known; allowed are " + String.join(", ", known));
            }
        });
        // An empty value is none in a list, where it shows too much; here it would do too much.
        if (query.values().stream()
                .anyMatch(values -> values.isEmpty() || values.stream().anyMatch(String::isEmpty))) {
            fault("filter", "has a member without a value");
        }
        if (query.keySet().stream().allMatch("include_deleted"::equals)) {
            fault("filter", "must narrow by something; for all of your runs, say since: 1970-01-01");
        }
        return query;
    }

    private List<String> single(String name, JsonNode value) {
        if (!value.isTextual() && !value.isBoolean()) {
            fault(name, "must be a string, or an array of strings");
            return List.of();
        }
        return List.of(value.asText());
    }

    private List<String> strings(String name, @Nullable JsonNode sent) {
        List<String> strings = new ArrayList<>();
        if (sent == null || !sent.isArray()) {
            fault(name, "must be an array of strings");
            return strings;
        }
        for (JsonNode one : sent) {
            if (!one.isTextual()) {
                fault(name, "must be an array of strings");
                return List.of();
            }
            strings.add(one.textValue());
        }
        return strings;
    }

    private void fault(String field, String problem) {
        faults.add(new FieldFault(field, problem));
    }
}
