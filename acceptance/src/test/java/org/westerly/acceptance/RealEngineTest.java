package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.HostileTask;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.Processes;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/**
 * What every real engine must do, as a client sees it. All runs are submitted at the start and work side by side, as an
 * engine's start is most of what it costs; each test waits for its own. The folder is a parameter and no field: a static
 * one here would be the same for all engines, whose classes run at the same time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealEngineTest {

    /** What the test's own web site serves. */
    static final String AFAR = "hello from afar\n";

    private enum Case {
        GOOD,
        FAILING,
        INVALID,
        MISSING_INPUT,
        FETCHING,
        SLEEPING
    }

    private final String type;
    private final String engine;
    private final Map<Case, String> runs = new EnumMap<>(Case.class);
    private HttpServer site;
    private WesterlyServer server;
    private HostileTask hostile;

    RealEngineTest(String type, String engine) {
        this.type = type;
        this.engine = engine;
    }

    /** Two texts are counted in tasks of their own, "12345" and "1", and a third task gets both counts. */
    abstract Form good();

    /** The outputs; the tasks have been looked at. */
    abstract void checkGood(JsonNode run);

    /** One task that says "said" on its standard output, "wrong" on its standard error, and exits with 7. */
    abstract Form failing();

    abstract Form invalid();

    /** Needs nosuch.txt. */
    abstract Form missingInput();

    /** One task that copies what is at the URL into an output called copied.txt. */
    abstract Form fetching(String url);

    /** One task of this command line, which needs no quoting in any language. */
    abstract Form sleeping(String command);

    /** Whether a shim watches over what the engine fetches, and tells of it. */
    boolean tellsWhatItFetched() {
        return true;
    }

    Wes wes() {
        return server.wes();
    }

    @BeforeAll
    void start(@TempDir Path temp) throws IOException {
        InstalledEngines.need(engine);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/afar.txt", exchange -> {
            try (exchange) {
                byte[] page = AFAR.getBytes(StandardCharsets.UTF_8);
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                if (head) {
                    exchange.getResponseHeaders().set("Content-Length", Integer.toString(page.length));
                }
                exchange.sendResponseHeaders(200, head ? -1 : page.length);
                exchange.getResponseBody().write(head ? new byte[0] : page);
            }
        });
        site.start();
        server = WesterlyServer.start(
                temp.resolve(engine),
                "--set",
                "fetch.allow-private-targets=true",
                "--set",
                "runs.max-concurrent=" + Case.values().length);
        hostile = HostileTask.in(temp.resolve("hostile"), server.usesCgroups());
        for (Case one : Case.values()) {
            Form form = switch (one) {
                case GOOD -> good();
                case FAILING -> failing();
                case INVALID -> invalid();
                case MISSING_INPUT -> missingInput();
                case FETCHING -> fetching(afar());
                case SLEEPING -> sleeping(hostile.command());
            };
            runs.put(one, wes().accepted(form));
        }
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
            site.stop(0);
        }
    }

    private String afar() {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/afar.txt";
    }

    private String run(Case one) {
        return Objects.requireNonNull(runs.get(one), "submitted at the start");
    }

    private JsonNode ended(Case one, String state) {
        return wes().untilState(run(one), state);
    }

    @Test
    void aGoodWorkflowCompletesWithItsTasksAndOutputs() {
        JsonNode run = ended(Case.GOOD, "COMPLETE");
        assertThat(run.at("/engine/name").asText()).isEqualTo(engine);
        assertThat(run.at("/request/workflow_type").asText()).isEqualToIgnoringCase(type);
        JsonNode tasks = wes().get(run.path("task_logs_url").asText()).json().path("task_logs");
        assertThat(tasks).hasSize(3).isEqualTo(run.path("task_logs"));
        List<String> starts = new ArrayList<>();
        for (JsonNode task : tasks) {
            assertThat(task.path("exit_code").asInt(-1)).isZero();
            assertThat(task.path("name").asText()).isNotBlank();
            assertThat(task.path("cmd")).isNotEmpty();
            assertThat(task.has("end_time")).isTrue();
            starts.add(task.path("start_time").asText());
        }
        assertThat(starts).isSorted();
        assertThat(tasks.at("/2/name").asText()).as("needs the other two").containsIgnoringCase("join");
        checkGood(run);
    }

    /** That the text behind a URL of ours is this, but for blanks. */
    void checkText(JsonNode url, String... words) {
        assertThat(url.asText()).startsWith(server.address());
        Wes.Answer answer = wes().get(url.asText());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Arrays.asList(answer.text().strip().split("\\s+"))).containsExactly(words);
    }

    @Test
    void aFailingTaskIsAnExecutorErrorAndShowsItsExitCode() {
        JsonNode run = ended(Case.FAILING, "EXECUTOR_ERROR");
        assertThat(run.path("task_logs")).hasSize(1);
        JsonNode task = run.at("/task_logs/0");
        assertThat(task.path("exit_code").asInt()).isEqualTo(7);
        assertThat(wes().get(task.path("stdout").asText()).text()).contains("said");
        assertThat(wes().get(task.path("stderr").asText()).text()).contains("wrong");
        assertThat(run.at("/run_log/system_logs").toString()).contains("failed with exit code 7");
    }

    @Test
    void aDocumentThatIsNoneIsAnExecutorError() {
        JsonNode run = ended(Case.INVALID, "EXECUTOR_ERROR");
        assertThat(run.at("/run_log/system_logs")).isNotEmpty();
    }

    @Test
    void aMissingInputIsAnExecutorError() {
        JsonNode run = ended(Case.MISSING_INPUT, "EXECUTOR_ERROR");
        assertThat(run.at("/run_log/system_logs").toString()).contains("nosuch.txt");
    }

    @Test
    void whatIsFetchedIsToldWithItsDigest() throws Exception {
        JsonNode run = ended(Case.FETCHING, "COMPLETE");
        checkText(
                output(run.path("outputs"), "copied.txt").orElseThrow(() -> new AssertionError(run.toPrettyString())),
                AFAR.strip().split(" "));
        if (tellsWhatItFetched()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(AFAR.getBytes(StandardCharsets.UTF_8));
            assertThat(run.path("fetched")).singleElement().satisfies(file -> {
                assertThat(file.path("url").asText()).isEqualTo(afar());
                assertThat(file.path("size").asInt()).isEqualTo(AFAR.length());
                assertThat(file.path("sha256").asText())
                        .isEqualTo(HexFormat.of().formatHex(digest));
            });
        }
    }

    /** The URL of an output file, wherever in the document it stands. */
    private static Optional<JsonNode> output(JsonNode outputs, String file) {
        return outputs.isTextual() && outputs.asText().endsWith("/" + file)
                ? Optional.of(outputs).filter(text -> text.asText().startsWith("http"))
                : outputs.valueStream()
                        .flatMap(inner -> output(inner, file).stream())
                        .findFirst();
    }

    @Test
    void cancelEndsAllOfTheRunsProcesses() {
        String id = run(Case.SLEEPING);
        wes().untilState(id, "RUNNING");
        Map<String, Long> pids = hostile.pids();
        assertThat(wes().run(id).at("/task_logs/0").has("start_time"))
                .as("the task is known while it runs")
                .isTrue();
        assertThat(wes().run(id).at("/task_logs/0").has("exit_code")).isFalse();
        wes().post("/runs/" + id + "/cancel");
        assertThat(wes().untilEnd(id).path("state").asText()).isEqualTo("CANCELED");
        assertThat(pids)
                .as("all of the task's")
                .allSatisfy((_, pid) -> assertThat(Processes.alive(pid)).isFalse());
        assertThat(Processes.of(id)).isEmpty();
    }
}
