package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;

/** Lists as clients ask for them, of a server that restarts in between. */
class ListsTest extends OnShellServer {

    private final List<String> ids = new ArrayList<>();

    @BeforeAll
    void start() {
        for (String script : List.of("true", "false", "true")) {
            String id = wes.accepted(ShellEngine.script(script)
                    .field("tags", "{\"name\": \"Süß-" + ids.size() + "\", \"kind\": \"" + script + "\"}"));
            wes.untilEnd(id);
            ids.add(id);
        }
    }

    /** Names and values in turns. */
    private static String query(String... pairs) {
        return "/runs?"
                + Arrays.stream(pairs)
                        .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                        .replace("%3D", "=");
    }

    private List<String> found(String... query) {
        Wes.Answer answer = wes.get(query(query));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        answer.json().path("runs").forEach(run -> found.add(run.path("run_id").asText()));
        return found;
    }

    @Test
    void wordsAndKinds() {
        assertThat(found()).isEqualTo(ids.reversed());
        assertThat(found("q=suß kind")).isEqualTo(ids.reversed());
        assertThat(found("q=1")).containsExactly(ids.get(1));
        assertThat(found("q=" + ids.get(2))).containsExactly(ids.get(2));
        assertThat(found("workflow_type=sh", "engine=SHELL", "workflow_url=run.sh", "tag=kind:true"))
                .containsExactly(ids.get(2), ids.get(0));
        assertThat(found("state=EXECUTOR_ERROR", "since=2026-01-01T00:00:00+01:00"))
                .containsExactly(ids.get(1));
        assertThat(found("until=2026-01-01")).isEmpty();
        assertThat(found("owner=anonymous")).hasSize(3);
        assertThat(wes.get("/runs?owner=somebody").status()).isEqualTo(403);
    }

    @Test
    void pagesInAnotherOrderGoOnAfterARestart() throws IOException {
        JsonNode first = wes.get("/runs?sort=end_time:asc&include_total=true&page_size=2")
                .json();
        assertThat(first.path("total_runs").asInt()).isEqualTo(3);
        assertThat(first.path("runs"))
                .extracting(run -> run.path("run_id").asText())
                .containsExactly(ids.get(0), ids.get(1));
        assertThat(wes.get("/runs").json().has("total_runs")).isFalse();
        String token = first.path("next_page_token").asText();

        server.close();
        restart();
        JsonNode last = wes.get("/runs?sort=end_time:asc&include_total=true&page_size=2&page_token=" + token)
                .json();
        assertThat(last.path("runs"))
                .extracting(run -> run.path("run_id").asText())
                .containsExactly(ids.get(2));
        assertThat(last.path("next_page_token").asText()).isEmpty();
        assertThat(wes.get("/runs?sort=end_time:desc&page_token=" + token).status())
                .isEqualTo(400);
    }

    @Test
    void everyFaultIsTold() {
        JsonNode answer = wes.get("/runs?state=DONE&since=noon&sort=size&q=%2D&include_total=1&page_size=0")
                .json();
        assertThat(answer.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("state", "since", "sort", "q", "include_total", "page_size");
    }

    @Test
    void theDocumentNamesEveryParameter() {
        JsonNode list = new Wes(server.address())
                .get("/openapi.json", "Accept", "application/json")
                .json()
                .path("paths")
                .path("/ga4gh/wes/v1/runs")
                .path("get");
        assertThat(list.path("parameters").findValuesAsText("name"))
                .containsExactlyInAnyOrder(
                        "page_size",
                        "page_token",
                        "state",
                        "tag",
                        "tag_key",
                        "tag_value",
                        "workflow_type",
                        "engine",
                        "workflow_url",
                        "since",
                        "until",
                        "q",
                        "owner",
                        "include_deleted",
                        "sort",
                        "include_total");
    }
}
