package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunSummary;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.run.RunId;
import org.westerly.server.store.memory.MemoryRunStore;

/** What clients say about a list, and what they are told when it makes no sense. What is then found, stores promise. */
class ListRunsTest {

    @TempDir
    Path data;

    private House house;
    private ListRuns lists;

    @BeforeEach
    void build() throws IOException {
        house = new House(data, new MemoryRunStore(), List.of());
        lists = new ListRuns(house.store, PageSize.DEFAULT, house.clock);
    }

    private RunListResponse list(String token, Map<String, List<String>> query) {
        return lists.list(House.ALICE, new RunListing(new RunListing.Page("2", token), query, WesVersion.V1_1));
    }

    private List<String> ids(Map<String, List<String>> query) {
        return list("", query).runs().stream().map(RunSummary::runId).toList();
    }

    private RunId run(String name) {
        return house.accepted(House.ALICE, Map.of("tags", "{\"name\": \"" + name + "\"}"));
    }

    private List<FieldFault> faults(Map<String, List<String>> query, String pageSize, ErrorCode code) {
        List<FieldFault> found = new java.util.ArrayList<>();
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> lists.list(
                        House.ALICE, new RunListing(new RunListing.Page(pageSize, ""), query, WesVersion.V1_1)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code))
                .satisfies(refusal -> found.addAll(refusal.faults()));
        return found;
    }

    @Test
    void everyFilterNarrows() {
        String one = run("one fish").value();
        String two = run("two fish").value();
        for (Map<String, List<String>> both : List.of(
                Map.of("q", List.of("fish")),
                Map.of("workflow_type", List.of("sh")),
                Map.of("engine", List.of("SHELL")),
                Map.of("workflow_url", List.of("https://host/a.sh")),
                Map.of("owner", List.of("alice")),
                Map.of("since", List.of("2026-11-21")),
                Map.of("since", List.of("2026-11-21T11:00:00.123 01:00"), "until", List.of("2026-11-22")),
                Map.of("since", List.of("2026-11-21 10:00:00z")),
                Map.of("sort", List.of("submitted_at")),
                Map.of("sort", List.of("end_time:desc")),
                Map.of(
                        "q",
                        List.of(""),
                        "workflow_type",
                        List.of(""),
                        "since",
                        List.of(""),
                        "include_total",
                        List.of("")))) {
            assertThat(ids(both)).as("%s", both).containsExactly(two, one);
        }
        assertThat(ids(Map.of("sort", List.of("start_time:asc")))).containsExactly(one, two);
        assertThat(ids(Map.of("q", List.of("fi TWO")))).containsExactly(two);
        for (Map<String, List<String>> none : List.of(
                Map.of("q", List.of("fish three")),
                Map.of("workflow_type", List.of("CWL")),
                Map.of("engine", List.of("shell@0")),
                Map.of("workflow_url", List.of("https://host/A.sh")),
                Map.of("until", List.of("2026-11-21T10:00:00.123Z")),
                Map.of("since", List.of("2026-11-22")),
                Map.of("state", List.of("PAUSED")))) {
            assertThat(ids(none)).as("%s", none).isEmpty();
        }
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put("state", List.of("DONE"));
        bad.put("tag", List.of(":x"));
        bad.put("since", List.of("yesterday"));
        bad.put("until", List.of("2026-02-30"));
        bad.put("q", List.of("--"));
        bad.put("sort", List.of("name:asc"));
        bad.put("include_total", List.of("yes"));
        bad.put("include_deleted", List.of("1"));
        bad.put("engine", List.of("a", "b"));
        List<FieldFault> told = faults(bad, "none", ErrorCode.INVALID_REQUEST);

        assertThat(told)
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder(
                        "state",
                        "tag",
                        "since",
                        "until",
                        "q",
                        "sort",
                        "include_total",
                        "include_deleted",
                        "engine",
                        "page_size");
        assertThat(told.toString())
                .contains("'yesterday'", "RFC 3339")
                .contains("'name:asc'", "submitted_at, start_time, end_time", ":asc");
    }

    @Test
    void aTimeIsOneOrNone() {
        for (String bad : List.of(
                "2026-11-21T10:00:00",
                "2026-11-21T25:00:00Z",
                "2026-11-21T10:00Z",
                "1700000000",
                "+12026-11-21",
                "2026-11-21Z")) {
            assertThat(faults(Map.of("since", List.of(bad)), "1", ErrorCode.INVALID_REQUEST))
                    .as(bad)
                    .extracting(FieldFault::field)
                    .containsExactly("since");
        }
        assertThat(faults(
                        Map.of("since", List.of("2026-11-21"), "until", List.of("2026-11-20")),
                        "1",
                        ErrorCode.INVALID_REQUEST))
                .extracting(FieldFault::field)
                .containsExactly("until");
        assertThat(faults(
                        Map.of("q", List.of("a ".repeat(30) + "b c d e f g h i j k l m n o p q r s t u v")),
                        "1",
                        ErrorCode.INVALID_REQUEST))
                .extracting(FieldFault::field)
                .containsExactly("q");
    }

    @Test
    void aQueryHasAnEnd() {
        assertThat(faults(
                        Map.of(
                                "tag",
                                java.util.Collections.nCopies(15, "a"),
                                "tag_key",
                                java.util.Collections.nCopies(6, "b")),
                        "1",
                        ErrorCode.INVALID_REQUEST))
                .extracting(FieldFault::field)
                .containsExactly("tag");
    }

    @Test
    void anothersRunsAreForAdministrators() {
        assertThat(faults(Map.of("owner", List.of("bob")), "1", ErrorCode.OTHER_OWNER))
                .extracting(FieldFault::field)
                .containsExactly("owner");
    }

    @Test
    void theTotalIsOfAllPagesAndOnlyOnRequest() {
        run("first");
        run("second");
        run("third");
        Map<String, List<String>> told = Map.of("include_total", List.of("true"), "q", List.of("name"));
        RunListResponse page = list("", told);
        assertThat(page.totalRuns()).isEqualTo(3);
        run("born later");
        assertThat(list(page.nextPageToken(), told).totalRuns()).isEqualTo(3);
        assertThat(list("", Map.of()).totalRuns()).isNull();
        assertThat(list("", Map.of("state", List.of("UNKNOWN"), "include_total", List.of("true")))
                        .totalRuns())
                .isZero();
    }

    @Test
    void aTokenIsOfItsFiltersAndItsOrder() {
        run("a");
        run("b");
        run("c");
        Map<String, List<String>> asked =
                Map.of("q", List.of("name"), "sort", List.of("end_time:asc"), "workflow_type", List.of("SH"));
        String token = list("", asked).nextPageToken();
        assertThat(list(token, asked).runs()).hasSize(1);
        for (Map.Entry<String, String> other : Map.of(
                        "q", "nam",
                        "sort", "end_time:desc",
                        "workflow_type", "CWL",
                        "engine", "shell",
                        "workflow_url", "x",
                        "since", "2026-11-21",
                        "until", "2027-01-01",
                        "tag", "name",
                        "state", "QUEUED",
                        "include_deleted", "true")
                .entrySet()) {
            Map<String, List<String>> changed = new LinkedHashMap<>(asked);
            changed.put(other.getKey(), List.of(other.getValue()));
            assertThatExceptionOfType(WesException.class)
                    .as("%s", other)
                    .isThrownBy(() -> list(token, changed))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PAGE));
        }
    }
}
