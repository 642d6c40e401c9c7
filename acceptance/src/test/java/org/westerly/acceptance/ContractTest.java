package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.Schemas;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;

/**
 * Every operation, on every base path, against the official schemas and the clauses of the contract.
 *
 * <p>Long because its tests share one server, and each holds one clause.
 */
class ContractTest extends OnShellServer {

    private static final String WES_1_1 = "wes-1.1.0.bundled.openapi.yaml";
    private static final String NO_RUN = "/runs/01234567-89ab-7cde-8f01-23456789abcd";

    /** A base path, and the official documents (with blanks between) that its bodies are held against. */
    enum Base {
        CANONICAL("/ga4gh/wes/v1", WES_1_1),
        SHORT("", WES_1_1),
        COMPAT("/compat/1.0/ga4gh/wes/v1", "wes-1.0.0.swagger.yaml wes-1.0.1.bundled.openapi.yaml");

        private final String path;
        private final String documents;

        Base(String path, String documents) {
            this.path = path;
            this.documents = documents;
        }

        private Stream<String> documents() {
            return Stream.of(documents.split(" "));
        }
    }

    private Wes at(Base base) {
        return new Wes(server.address() + base.path);
    }

    private static JsonNode valid(Base base, String schema, Wes.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode body = answer.json();
        base.documents().forEach(document -> Schemas.check(document, schema, body));
        return body;
    }

    private static void refused(Base base, Wes.Answer answer, int status) {
        JsonNode body = valid(base, "ErrorResponse", answer, status);
        assertThat(body.path("status_code").asInt()).isEqualTo(status);
        assertThat(body.path("msg").asText()).isNotBlank();
        assertThat(body.path("code").asText()).matches("[A-Z_]+");
    }

    @ParameterizedTest
    @EnumSource
    void serviceInfo(Base base) {
        JsonNode info = valid(base, "ServiceInfo", at(base).get("/service-info"), 200);
        assertThat(info.at("/type/group").asText()).isEqualTo("org.ga4gh");
        assertThat(info.at("/type/artifact").asText()).isEqualTo("wes");
        assertThat(info.at("/type/version").asText()).isEqualTo(base == Base.COMPAT ? "1.0.1" : "1.1.0");
        assertThat(info.path("supported_wes_versions"))
                .extracting(JsonNode::asText)
                .contains("1.0.0", "1.0.1", "1.1.0");
        assertThat(info.path("version").asText()).matches("[1-9]\\d*\\..*|0\\.[1-9]\\d*\\..*");
        List<String> states = new ArrayList<>();
        info.path("system_state_counts").fieldNames().forEachRemaining(states::add);
        assertThat(states)
                .containsExactlyInAnyOrder(
                        "UNKNOWN",
                        "QUEUED",
                        "INITIALIZING",
                        "RUNNING",
                        "PAUSED",
                        "COMPLETE",
                        "EXECUTOR_ERROR",
                        "SYSTEM_ERROR",
                        "CANCELED",
                        "CANCELING");
        assertThat(info.path("workflow_type_versions").has("SH")).isTrue();
        JsonNode engine = info.path("workflow_engine_versions").path("shell");
        assertThat(base == Base.COMPAT ? engine.isTextual() : engine.has("workflow_engine_version"))
                .isTrue();
        assertThat(info.has("contactUrl") && info.has("contact_info_url") && info.has("contact_info"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theLifeOfARun(Base base) {
        Wes wes = at(base);
        Form form = ShellEngine.script("echo out; echo err >&2; echo result > result.txt")
                .field("workflow_params", "{\"b\": 1.50, \"a\": \"ü\"}")
                .field("tags", "{\"project\": \"P1\", \"retry\": true, \"none\": null}")
                .field("workflow_engine_parameters", "{\"--logDebug\": null, \"cache\": false}");
        String id = valid(base, "RunId", wes.submit(form), 200).path("run_id").asText();

        valid(base, "RunStatus", wes.get("/runs/" + id + "/status"), 200);
        assertThat(wes.untilEnd(id).path("state").asText()).isEqualTo("COMPLETE");

        JsonNode run = valid(base, "RunLog", wes.get("/runs/" + id), 200);
        assertThat(run.path("run_id").asText()).isEqualTo(id);
        assertThat(run.at("/request/workflow_url").asText()).isEqualTo("run.sh");
        assertThat(run.at("/request/workflow_type").asText()).isEqualTo("SH");
        assertThat(wes.get("/runs/" + id).text()).as("byte for byte").contains("{\"b\": 1.50, \"a\": \"ü\"}");
        assertThat(run.at("/request/tags").toString())
                .isEqualTo("{\"project\":\"P1\",\"retry\":\"true\",\"none\":\"\"}");
        assertThat(run.at("/request/workflow_engine_parameters").toString())
                .isEqualTo("{\"--logDebug\":\"\",\"cache\":\"false\"}");
        assertThat(run.at("/run_log/exit_code").asInt(-1)).isZero();
        assertThat(run.at("/run_log/cmd").isArray()).isTrue();
        assertThat(run.at("/run_log/start_time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(run.at("/run_log/end_time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(run.at("/run_log/system_logs").toString())
                .as("unused engine parameters are told of")
                .contains("--logDebug");
        assertThat(wes.get(run.at("/run_log/stdout").asText()).text()).isEqualTo("out\n");
        assertThat(wes.get(run.at("/run_log/stderr").asText()).text()).isEqualTo("err\n");
        assertThat(run.path("task_logs")).as("the engine's own run at least").hasSize(1);
        assertThat(run.path("outputs").toString()).doesNotContain(temp.toString());
        assertThat(run.toString()).doesNotContain(":null");

        JsonNode file = run.at("/outputs/files/0");
        assertThat(file.path("basename").asText()).isEqualTo("result.txt");
        Wes.Answer download = wes.get(file.path("location").asText());
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.text()).isEqualTo("result\n");

        JsonNode page = valid(base, "RunListResponse", wes.get("/runs?page_size=1"), 200);
        assertThat(page.path("runs")).hasSize(1);
        refused(base, wes.get("/runs?page_size=0"), 400);
        refused(base, wes.get("/runs?page_token=forged"), 400);

        if (base == Base.COMPAT) {
            valid(base, "RunId", wes.post("/runs/" + id + "/cancel"), 200);
            refused(base, wes.get("/runs/" + id + "/tasks"), 404);
            assertThat(run.has("task_logs_url")).isFalse();
        } else {
            refused(base, wes.post("/runs/" + id + "/cancel"), 409);
            JsonNode tasks = valid(
                    base, "TaskListResponse", wes.get(run.path("task_logs_url").asText()), 200);
            assertThat(tasks.path("task_logs")).isEqualTo(run.path("task_logs"));
            String task = tasks.at("/task_logs/0/id").asText();
            valid(base, "TaskLog", wes.get("/runs/" + id + "/tasks/" + task), 200);
            refused(base, wes.get("/runs/" + id + "/tasks/nosuch"), 404);
            refused(base, wes.get("/runs/" + id + "/tasks?page_size=x"), 400);
        }
        assertThat(wes.state(id)).isEqualTo("COMPLETE");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThere(Base base) {
        Wes wes = at(base);
        refused(base, wes.get(NO_RUN), 404);
        refused(base, wes.get(NO_RUN + "/status"), 404);
        refused(base, wes.post(NO_RUN + "/cancel"), 404);
        refused(base, wes.call("DELETE", NO_RUN, new byte[0]), 404);
        refused(base, wes.get("/runs/not-an-id"), 404);
        refused(base, wes.get("/nosuch"), 404);
        Wes.Answer method = wes.call("PUT", "/runs", new byte[0]);
        refused(base, method, 405);
        assertThat(method.header("Allow")).contains("GET").contains("POST");
        for (String path : List.of("/status", "/status/stream", "/logs/stream", "/outputs/a/b")) {
            Wes.Answer read = wes.post(NO_RUN + path);
            refused(base, read, 405);
            assertThat(read.header("Allow")).contains("GET").doesNotContain("POST");
        }
        refused(base, wes.post("/events/stream"), 405);
        refused(base, wes.post(NO_RUN + "/nosuch"), 404);
        refused(
                base,
                wes.call(
                        "POST",
                        "/runs",
                        "x".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "text/plain"),
                415);
        refused(base, wes.submit(new Form()), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "form"})
    void otherBodies(String kind) {
        // A URL that is never fetched: nothing listens there, and the run ends visibly.
        Wes.Answer answer = kind.equals("json")
                ? wes.call(
                        "POST",
                        "/runs",
                        """
                        {"workflow_type": "sh", "workflow_type_version": "1.0", "workflow_url": "http://127.0.0.1:1/x.sh",
                         "workflow_params": {"n": 1e400}, "tags": null}
                        """.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json")
                : wes.call(
                        "POST",
                        "/runs",
                        ("workflow_type=sh&workflow_type_version=1.0&workflow_params=%7B%22n%22%3A+1e400%7D"
                                        + "&workflow_url=http%3A%2F%2F127.0.0.1%3A1%2Fx.sh")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String id = answer.json().path("run_id").asText();
        JsonNode run = wes.untilEnd(id);
        assertThat(run.path("state").asText()).isEqualTo("SYSTEM_ERROR");
        assertThat(run.at("/run_log/system_logs").toString()).contains("http://127.0.0.1:1/x.sh");
        assertThat(run.at("/request/workflow_type").asText()).isEqualTo("sh");
        assertThat(wes.get("/runs/" + id).text()).contains("{\"n\": 1e400}");
    }

    @Test
    void theSameKeyAndBodyIsTheSameRun() {
        Form form = ShellEngine.script("true");
        String first =
                wes.submit(form, "Idempotency-Key", "k1").json().path("run_id").asText();
        assertThat(wes.submit(form, "Idempotency-Key", "k1")
                        .json()
                        .path("run_id")
                        .asText())
                .isEqualTo(first);
        Wes.Answer clash = wes.submit(ShellEngine.script("false"), "Idempotency-Key", "k1");
        refused(Base.CANONICAL, clash, 409);
        assertThat(wes.submit(form, "Idempotency-Key", "k2")
                        .json()
                        .path("run_id")
                        .asText())
                .isNotEqualTo(first);
    }

    @Test
    void pagesAreASnapshotNewestFirst() {
        String mark = "page-" + System.nanoTime();
        List<String> ids = Stream.generate(
                        () -> wes.accepted(ShellEngine.script("true").field("tags", "{\"batch\": \"" + mark + "\"}")))
                .limit(5)
                .toList();
        String filter = "/runs?page_size=2&tag=batch:" + mark;
        JsonNode page = wes.get(filter).json();
        wes.accepted(ShellEngine.script("true").field("tags", "{\"batch\": \"" + mark + "\"}"));
        List<String> seen = new ArrayList<>();
        while (true) {
            page.path("runs").forEach(run -> {
                seen.add(run.path("run_id").asText());
                assertThat(run.at("/tags/batch").asText()).isEqualTo(mark);
            });
            String token = page.path("next_page_token").asText();
            if (token.isEmpty()) {
                break;
            }
            refused(Base.CANONICAL, wes.get("/runs?page_size=2&page_token=" + token), 400);
            page = wes.get(filter + "&page_token=" + token).json();
        }
        assertThat(seen).isEqualTo(ids.reversed());
        for (String id : ids) {
            wes.untilEnd(id);
        }
        assertThat(wes.get("/runs?state=COMPLETE&tag=batch:" + mark).json().path("runs"))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(wes.get("/runs?state=EXECUTOR_ERROR&tag=batch:" + mark)
                        .json()
                        .path("runs"))
                .isEmpty();
        refused(Base.CANONICAL, wes.get("/runs?state=NOSUCH"), 400);
    }

    @Test
    void deleteHidesAFinishedRunAndRestoreBringsItBack() {
        String id = wes.accepted(ShellEngine.script("true"));
        wes.untilEnd(id);
        assertThat(wes.call("DELETE", "/runs/" + id, new byte[0]).status()).isEqualTo(200);
        assertThat(wes.get("/runs/" + id).status()).isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "/stdout").status()).isEqualTo(404);
        assertThat(wes.get("/runs/" + id + "?include_deleted=true").status()).isEqualTo(200);
        assertThat(wes.post("/runs/" + id + "/restore").status()).isEqualTo(200);
        assertThat(wes.get("/runs/" + id).status()).isEqualTo(200);
    }

    @Test
    void deleteCancelsAnUnfinishedRun() {
        String id = wes.accepted(ShellEngine.script("sleep 1000"));
        wes.untilState(id, "RUNNING");
        assertThat(wes.call("DELETE", "/runs/" + id, new byte[0]).status()).isEqualTo(200);
        assertThat(wes.untilEnd(id).path("state").asText()).isEqualTo("CANCELED");
    }

    @Test
    void rangesOfLogs() {
        String id = wes.accepted(ShellEngine.script("printf 0123456789"));
        wes.untilEnd(id);
        String log = "/runs/" + id + "/stdout";
        Wes.Answer whole = wes.get(log);
        assertThat(whole.header("Content-Type")).isEqualToIgnoringCase("text/plain; charset=utf-8");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(wes.get(log, "Range", "bytes=2-4").text()).isEqualTo("234");
        assertThat(wes.get(log, "Range", "bytes=8-").text()).isEqualTo("89");
        assertThat(wes.get(log, "Range", "bytes=-2").text()).isEqualTo("89");
        refused(Base.CANONICAL, wes.get(log, "Range", "bytes=10-"), 416);
        refused(Base.CANONICAL, wes.get(log, "Range", "bytes=0-1,3-4"), 416);
        assertThat(wes.get(log, "If-None-Match", whole.header("ETag")).status()).isEqualTo(304);
    }

    @Test
    void strangersFromOtherOriginsAreRefused() {
        Form form = ShellEngine.script("true");
        refused(Base.CANONICAL, wes.submit(form, "Origin", "https://evil.example"), 403);
        refused(Base.CANONICAL, wes.submit(form, "Sec-Fetch-Site", "cross-site"), 403);
        assertThat(wes.submit(form, "Origin", server.address()).status()).isEqualTo(200);
        Wes.Answer read = wes.get("/service-info", "Origin", "https://evil.example");
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void theOtherRoutes() {
        Wes plain = new Wes(server.address());
        assertThat(plain.get("/livez").status()).isEqualTo(200);
        Wes.Answer ready = plain.get("/readyz");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("checks").findValuesAsText("name"))
                .contains("store", "dispatcher", "engines", "jobs");
        assertThat(plain.get("/metrics").text()).contains("http_server_requests");
        assertThat(plain.get("/docs/").text()).contains("html");
        JsonNode openapi =
                plain.get("/openapi.json", "Accept", "application/json").json();
        List<String> paths = new ArrayList<>();
        openapi.path("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths)
                .containsAll(Set.of(
                        "/ga4gh/wes/v1/service-info",
                        "/ga4gh/wes/v1/runs",
                        "/ga4gh/wes/v1/runs/{run_id}",
                        "/ga4gh/wes/v1/runs/{run_id}/status",
                        "/ga4gh/wes/v1/runs/{run_id}/cancel",
                        "/ga4gh/wes/v1/runs/{run_id}/tasks",
                        "/ga4gh/wes/v1/runs/{run_id}/tasks/{task_id}"));
        Wes.Answer root = plain.get("/");
        assertThat(root.status()).isEqualTo(303);
        assertThat(root.header("Location")).endsWith("service-info");
        assertThat(plain.get("/", "Accept", "text/html").header("Location")).endsWith("/docs/");
    }
}
