package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.CuttingProxy;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.api.LogLine;
import org.westerly.api.OutputFile;
import org.westerly.api.RunSummary;
import org.westerly.api.State;
import org.westerly.api.StateChange;
import org.westerly.client.Follow;
import org.westerly.client.LogQuery;
import org.westerly.client.RetryPolicy;
import org.westerly.client.RunFilter;
import org.westerly.client.Submission;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** The client library and the real server, over lines that break. */
class ClientTest extends OnShellServer {

    /** Many short waits, as every connection here breaks. */
    private static final RetryPolicy PATIENT = new RetryPolicy(200, Duration.ofMillis(1), Duration.ofMillis(5));

    private WesterlyClient client;

    @BeforeAll
    void start() {
        client = WesterlyClient.of(URI.create(server.address()));
    }

    @AfterAll
    void stop() {
        client.close();
    }

    private Submission script(String name, String text) throws IOException {
        Path file = Files.writeString(temp.resolve(name + ".sh"), text);
        return Submission.of(new Submission.Workflow("run.sh", "SH", "1.0"))
                .withTag("name", name)
                .withAttachment("run.sh", file);
    }

    private static List<String> states(Follow<StateChange> follow) {
        List<String> states = new ArrayList<>();
        follow.forEachRemaining(change -> states.add(change.state().name()));
        return states;
    }

    @Test
    void aRunFromSubmissionToItsOutputs() throws Exception {
        Submission submission = script("whole", "echo one; echo two >&2; mkdir -p 'a b'; echo made > 'a b/ü.txt'\n")
                .withAttachment("data/\"quoted\" é.txt", Files.writeString(temp.resolve("in.txt"), "in"));

        String id = client.submit(submission);
        try (Follow<StateChange> follow = client.followStates(id)) {
            assertThat(states(follow)).containsExactly("QUEUED", "INITIALIZING", "RUNNING", "COMPLETE");
            assertThat(follow.end().orElseThrow().state()).isEqualTo(State.COMPLETE);
        }

        assertThat(Objects.requireNonNull(client.run(id).request()).tags()).containsEntry("name", "whole");
        assertThat(client.status(id).state()).isEqualTo(State.COMPLETE);
        assertThat(client.tasks(id)).isNotEmpty();
        assertThat(client.logs(id, LogQuery.ALL.onlyOf("stderr")).lines())
                .extracting(LogLine::line)
                .containsExactly("two");
        OutputFile made = client.outputs(id)
                .filter(file -> file.path().endsWith("a b/ü.txt"))
                .findFirst()
                .orElseThrow();
        Path target = temp.resolve("down/made.txt");
        client.download(made, target);
        assertThat(target).hasContent("made\n");
        assertThat(target.resolveSibling(".")).isDirectoryNotContaining("glob:**.part");

        assertThat(client.serviceInfo().workflowTypeVersions()).containsKey("SH");
        client.delete(id);
        assertThatThrownBy(() -> client.run(id))
                .isInstanceOfSatisfying(
                        WesterlyException.class, e -> assertThat(e.code()).isEqualTo("RUN_NOT_FOUND"));
        client.restore(id);
        assertThat(client.status(id).state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void whatIsWrongIsToldByField() {
        assertThatThrownBy(() -> client.submit(Submission.of(new Submission.Workflow("main.xx", "XX", "1"))))
                .isInstanceOfSatisfying(WesterlyException.class, e -> {
                    assertThat(e.kind()).isEqualTo(WesterlyException.Kind.REFUSED);
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.errors()).extracting(error -> error.field()).contains("workflow_type", "workflow_url");
                });
    }

    @Test
    void aSubmissionWhoseAnswerIsCutIsOneRun() throws Exception {
        // Some hundred bytes are an answer; most connections end before its last one.
        try (CuttingProxy proxy = CuttingProxy.before(server.address(), 250, 4);
                WesterlyClient far = WesterlyClient.of(proxy.address(), PATIENT)) {
            for (int i = 0; i < 10; i++) {
                Submission submission = script("cut-" + i, "true\n");
                String id = far.submit(submission);
                assertThat(client.runs(RunFilter.ALL.withTag("name:cut-" + i)))
                        .extracting(RunSummary::runId)
                        .containsExactly(id);
                assertThat(client.submit(submission))
                        .as("the same submission again")
                        .isEqualTo(id);
            }
            assertThat(proxy.cuts()).isGreaterThan(3);
        }
    }

    @Test
    void linesOverAStreamThatBreaksAgainAndAgain() throws Exception {
        int lines = 3_000;
        String id = client.submit(
                script("lines", "i=0; while [ $i -lt " + lines + " ]; do i=$((i+1)); echo \"line $i\"; done\n"));
        StringBuilder joined = new StringBuilder();
        try (CuttingProxy proxy = CuttingProxy.before(server.address(), 8_000, 7);
                WesterlyClient far = WesterlyClient.of(proxy.address(), PATIENT);
                Follow<LogLine> follow = far.followLogs(id, LogQuery.ALL)) {
            follow.forEachRemaining(line -> joined.append(line.line()).append('\n'));
            assertThat(proxy.cuts()).isGreaterThan(20);
            assertThat(follow.position()).hasValue(lines);
        }
        assertThat(joined.toString())
                .isEqualTo(wes.get("/runs/" + id + "/stdout").text());
    }

    @Test
    void aDownloadOverALineThatBreaks() throws Exception {
        String id = client.submit(script("large", "head -c 600000 /dev/urandom > large.bin\n"));
        try (Follow<StateChange> follow = client.followStates(id)) {
            assertThat(states(follow)).endsWith("COMPLETE");
        }
        try (CuttingProxy proxy = CuttingProxy.before(server.address(), 60_000, 3);
                WesterlyClient far = WesterlyClient.of(proxy.address(), PATIENT)) {
            OutputFile file = far.outputs(id)
                    .filter(one -> one.path().endsWith("large.bin"))
                    .findFirst()
                    .orElseThrow();
            Path target = temp.resolve("large.bin");
            far.download(file, target);
            assertThat(Files.readAllBytes(target))
                    .isEqualTo(wes.get(file.url().replace(proxy.address().toString(), server.address()))
                            .response()
                            .body());
            assertThat(proxy.cuts()).isGreaterThan(5);
        }
    }

    @Test
    void listsAreLoadedPageByPage() throws Exception {
        for (int i = 0; i < 7; i++) {
            client.submit(script("page", "true\n"));
        }
        RunFilter filter = RunFilter.ALL.withTag("name:page").withPageSize(3);
        assertThat(client.runs(filter)).hasSize(7).doesNotHaveDuplicates();
        assertThat(client.runs(filter).limit(2)).hasSize(2);
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        try (WesterlyClient nobody = WesterlyClient.of(
                URI.create("http://127.0.0.1:1"), new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)))) {
            assertThatThrownBy(nobody::serviceInfo)
                    .isInstanceOfSatisfying(
                            WesterlyException.class,
                            e -> assertThat(e.kind()).isEqualTo(WesterlyException.Kind.UNREACHABLE))
                    .hasMessageContaining("cannot connect to http://127.0.0.1:1");
        }
    }
}
