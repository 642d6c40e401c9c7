package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.ServerCommand;
import org.westerly.acceptance.testkit.ServerCommand.Said;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;
import org.westerly.testkit.PostgresServer;

/** What an operator does beside the server: verify, backup, restore, pause and drain. */
class UpkeepTest {

    @TempDir
    Path temp;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private final List<String> settings = new ArrayList<>();

    @BeforeEach
    void names() throws IOException {
        data = temp.resolve("data");
        backup = temp.resolve("backup");
        settings.addAll(List.of(ShellEngine.option(temp)));
    }

    private WesterlyServer start(Path folder) {
        return WesterlyServer.start(folder, settings.toArray(String[]::new));
    }

    private Said command(Path folder, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(settings);
        all.addAll(List.of("--data", folder.toString()));
        return ServerCommand.run(temp, all.toArray(String[]::new));
    }

    private static String complete(Wes wes) {
        String run = wes.accepted(ShellEngine.script("echo said; echo result > result.txt"));
        assertThat(wes.untilEnd(run).path("state").asText()).isEqualTo("COMPLETE");
        return run;
    }

    private Path folder(String run) {
        return data.resolve("runs").resolve(run.substring(run.length() - 2)).resolve(run);
    }

    /** Sums are made in the background. */
    private static void untilSummed(Wes wes, String run) {
        await().until(() -> !wes.get("/runs/" + run + "/outputs")
                .json()
                .findValues("checksums")
                .isEmpty());
    }

    private static List<String> checks(JsonNode verdict) {
        return verdict.path("findings").findValuesAsText("check");
    }

    private static JsonNode json(Said said) throws IOException {
        return new ObjectMapper().readTree(said.out());
    }

    @Test
    void verifyTellsWhatDoesNotAgreeAndMendsWhatIsSafe() throws Exception {
        String run;
        String canceled;
        try (WesterlyServer server = start(data)) {
            Wes wes = server.wes();
            run = complete(wes);
            canceled = wes.accepted(ShellEngine.script("sleep 60"));
            wes.untilState(canceled, "RUNNING");
            assertThat(wes.post("/runs/" + canceled + "/cancel").status()).isEqualTo(200);
            wes.untilEnd(canceled);
            untilSummed(wes, run);
            Said beside = command(data, "verify");
            assertThat(beside.out()).contains("2 runs").contains("nothing is wrong");
            assertThat(beside.code()).isZero();
            Said fix = command(data, "verify", "--fix");
            assertThat(fix.code()).isNotZero();
            assertThat(fix.err()).contains("another server is working");
        }

        Files.writeString(folder(run).resolve("work/result.txt"), "other");
        Path upload = Files.createDirectories(data.resolve("uploads/server/01a20000-0000-7000-8000-000000000001/tree"));
        Process left = left(canceled);
        try {
            Said told = command(data, "verify", "--json");
            assertThat(told.code()).isEqualTo(1);
            JsonNode verdict = json(told);
            assertThat(verdict.path("ok").asBoolean(true)).isFalse();
            assertThat(checks(verdict)).containsExactlyInAnyOrder("checksum", "upload", "process");
            assertThat(left.isAlive()).isTrue();

            JsonNode mended = json(command(data, "verify", "--json", "--fix"));
            assertThat(mended.path("findings"))
                    .allSatisfy(finding -> assertThat(finding.path("mended").asBoolean())
                            .isEqualTo(!finding.path("check").asText().equals("checksum")));
            assertThat(upload).doesNotExist();
            assertThat(left.waitFor()).isEqualTo(143);
        } finally {
            left.destroyForcibly();
        }
        Files.delete(folder(run).resolve("work/result.txt"));
        Said last = command(data, "verify");
        assertThat(last.code()).isEqualTo(1);
        assertThat(last.out()).contains("checksum  run " + run).contains("not there any more");

        assertThat(command(data, "backup", backup.toString()).code()).isZero();
        Path tampered = Files.createDirectory(temp.resolve("tampered"));
        tamper(backup.resolve("store.db"), tampered.resolve("westerly.db"), "by anonymous", "by somebodyy");
        Said chain = command(tampered, "verify", "--no-checksums");
        assertThat(chain.code()).isEqualTo(1);
        assertThat(chain.out()).contains("chain     journal line").contains("folder    run " + run);
    }

    /** What an engine that was not ended looks like: marked, and at work in the run's folder. */
    private Process left(String run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "600")
                .directory(folder(run).resolve("work").toFile());
        builder.environment().put("WESTERLY_JOB", run);
        return builder.start();
    }

    /** As somebody does who may write to the file. Of a copy, since a store's own file may lag behind its log. */
    private static void tamper(Path store, Path copy, String from, String to) throws IOException {
        String bytes = new String(Files.readAllBytes(store), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(from)).as("'%s' is in the store", from).isTrue();
        Files.write(copy, bytes.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aServerThatComesBackEndsWhatIsLeftOfEndedRunsAndNothingElse() throws Exception {
        String ended;
        String working;
        Path gate = temp.resolve("gate");
        try (WesterlyServer server = start(data)) {
            ended = complete(server.wes());
            working = server.wes()
                    .accepted(ShellEngine.script("until [ -e " + gate + " ]; do sleep 0.05; done; echo through"));
            server.wes().untilState(working, "RUNNING");
        }
        Process left = left(ended);
        try (WesterlyServer server = start(data)) {
            assertThat(left.waitFor()).isEqualTo(143);
            await().until(() -> server.log().contains("run " + ended + " had ended as COMPLETE, and 1 processes"));
            assertThat(server.wes().state(working)).isEqualTo("RUNNING");
            Files.createFile(gate);
            assertThat(server.wes().untilEnd(working).path("state").asText()).isEqualTo("COMPLETE");
        } finally {
            left.destroyForcibly();
        }
    }

    private void backedUp(WesterlyServer server) throws Exception {
        Said said = command(data, "backup", backup.toString());
        assertThat(said.code()).as("%s %s", said.out(), said.err()).isZero();
        assertThat(server.wes().get("/runs").status()).isEqualTo(200);
        assertThat(ServerCommand.run(temp, "verify", backup.toString()).out()).contains("nothing is wrong");
    }

    @Test
    void aBackupBesideAServerIsRestoredAsThePageSays() throws Exception {
        String run;
        String working;
        String page;
        String first;
        try (WesterlyServer server = start(data)) {
            run = complete(server.wes());
            working = server.wes().accepted(ShellEngine.script("sleep 30"));
            server.wes().untilState(working, "RUNNING");
            first = server.wes().get("/runs/" + run).text();
            page = "/runs?page_size=1&page_token="
                    + server.wes()
                            .get("/runs?page_size=1")
                            .json()
                            .path("next_page_token")
                            .asText();
            backedUp(server);
            server.wes().post("/runs/" + working + "/cancel");
            server.wes().untilEnd(working);
        }
        Path restored = Files.createDirectory(temp.resolve("restored"));
        copy(backup.resolve("runs"), restored.resolve("runs"));
        copy(backup.resolve("data"), restored);
        Files.copy(backup.resolve("store.db"), restored.resolve("westerly.db"));
        assertThat(command(restored, "verify").out()).contains("nothing is wrong");
        try (WesterlyServer server = start(restored)) {
            Wes wes = server.wes();
            assertThat(wes.untilEnd(working).path("state").asText()).isEqualTo("SYSTEM_ERROR");
            assertThat(wes.get("/runs/" + run).text().replaceAll("127.0.0.1:\\d+", "HERE"))
                    .isEqualTo(first.replaceAll("127.0.0.1:\\d+", "HERE"));
            assertThat(wes.get("/runs/" + run + "/stdout").text()).isEqualTo("said\n");
            assertThat(wes.get(page).json().path("runs").findValuesAsText("run_id"))
                    .containsExactly(run);
        }
    }

    @Test
    void aBackupOfPostgresIsOne() throws Exception {
        settings.addAll(List.of("--set", "store.url=" + PostgresServer.shared().database()));
        try (WesterlyServer server = start(data)) {
            String run = complete(server.wes());
            backedUp(server);
            PathMatcher result = FileSystems.getDefault().getPathMatcher("glob:**/" + run + "/work/result.txt");
            try (Stream<Path> files = Files.walk(backup.resolve("runs"))) {
                assertThat(files.filter(result::matches)).hasSize(1);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : tree.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void pauseDrainAndResumeAreFollowed() throws Exception {
        try (WesterlyServer server = start(data)) {
            Wes wes = server.wes();
            assertThat(command(data, "admin", "pause").out()).contains("paused");
            await().until(() -> ready(server).contains("paused"));
            String waiting = wes.accepted(ShellEngine.script("echo through"));
            assertThat(wes.get("/runs/" + waiting + "/status").text()).contains("the server is paused");

            assertThat(command(data, "admin", "drain").code()).isZero();
            await().until(() -> wes.submit(ShellEngine.script("echo no")).status() == 503);
            assertThat(command(data, "admin", "status").out()).contains("draining");
            assertThat(wes.state(waiting)).isEqualTo("QUEUED");

            assertThat(command(data, "admin", "resume").out()).contains("open");
            assertThat(wes.untilEnd(waiting).path("state").asText()).isEqualTo("COMPLETE");
        }
    }

    private static String ready(WesterlyServer server) {
        return new Wes(server.address()).get("/readyz").text();
    }
}
