package org.westerly.server.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.RunFolder;

class TaskEventReaderTest {

    /** As cwltool's shim wrote it, the run's folder replaced; of the third task only the beginning was written. */
    private static final String RAW = """
            {"event": "start", "time": 1795257619.426, "id": "1", "name": "up", "command": ["sh", "-c", "echo note >&2; tr a-z A-Z < \\"$1\\"", "up", "RUN/tmp/s92wy9c2/stg4/a.txt"], "folder": "RUN/tmp/a3si2zsj", "stdout": "RUN/tasks/1.stdout", "stderr": "RUN/tasks/1.stderr"}
            {"event": "start", "time": 1795257619.426, "id": "2", "name": "up_2", "command": ["true"], "stdout": "RUN/tasks/2.stdout", "stderr": "RUN/tasks/2.stderr"}
            {"event": "end", "time": 1795257619.429, "id": "2", "exit_code": 7, "message": "it broke", "peak_memory_bytes": 4096, "cmd": "mine"}
            {"event": "end", "time": 1795257619.43, "id": "1", "exit_code": 0}
            {"event": "start", "time": 1795257619.43, "id": "3", "na""";

    @TempDir
    Path temporary;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(temporary.toRealPath());
        folder.create();
    }

    @Test
    void readsTasksInTheOrderTheyStarted() throws Exception {
        List<TaskRecord> tasks =
                read(RAW.replace("RUN", folder.root().toString())).tasks();

        assertThat(tasks).extracting(TaskRecord::name).containsExactly("up", "up_2");
        TaskRecord second = tasks.get(1);
        assertThat(second.start()).isEqualTo(Instant.parse("2026-11-21T10:40:19.426Z"));
        assertThat(second.end()).isEqualTo(Instant.parse("2026-11-21T10:40:19.429Z"));
        assertThat(second.exitCode()).isEqualTo(7);
        assertThat(second.stdout()).isEqualTo(folder.tasks().resolve("2.stdout"));
        assertThat(second.systemLogs()).containsExactly("it broke");
        assertThat(second.extra()).isEqualTo(Map.of("peak_memory_bytes", 4096));
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() throws Exception {
        TaskEvents events = read("""
                garbage
                [1, 2]

                {"event": "start"}
                {"event": "start", "id": "../../1"}
                {"event": "end", "id": "never started", "exit_code": 1}
                {"event": "paused", "id": "a"}
                {"event": "start", "id": "a", "time": "noon", "name": {"no": "text"}, "command": "no list", "list": [1]}
                {"event": "start", "id": "a", "name": "a second one"}
                {"event": "end", "id": "a", "exit_code": "7"}
                {"event": "exit", "exit_code": 3}
                """);

        assertThat(events.exitCode()).isEqualTo(3);
        assertThat(events.tasks()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo("a");
            assertThat(task.start()).isNull();
            assertThat(task.exitCode()).isNull();
            assertThat(task.extra()).isEmpty();
        });
    }

    @Test
    void tellsWhatTheEngineFetched() throws Exception {
        String sha256 = "6d2e996d85ade851898c4fd9bdafe6a849e425eeaa290d76b43271ebba629141";
        TaskEvents events = read("""
                {"event": "fetched", "time": 1795269719.105, "url": "https://u:p@example.org/a%%20b.txt?sig=s#f", "path": "%1$s/engine/fetched/x/a b.txt", "size": 12, "sha256": "%2$s"}
                {"event": "fetched", "url": "https://example.org/b", "path": "/etc/passwd", "size": "big", "sha256": "no"}
                {"event": "fetched", "url": "nowhere"}
                {"event": "fetched"}
                """.formatted(folder.root(), sha256));

        assertThat(events.fetched())
                .containsExactly(
                        new Fetched("https://example.org/a%20b.txt", "engine/fetched/x/a b.txt", 12, sha256),
                        new Fetched("https://example.org/b", null, null, null));
        assertThat(events.isEmpty()).as("the engine itself did nothing yet").isTrue();
    }

    @Test
    void complainsOnceAboutEachRun() {
        Path one = temporary.resolve("one");

        assertThat(Complaints.isFirst(one)).isTrue();
        assertThat(Complaints.isFirst(one)).isFalse();
        for (int run = 0; run < 1000; run++) {
            assertThat(Complaints.isFirst(temporary.resolve("other-" + run))).isTrue();
        }
        assertThat(Complaints.isFirst(one)).as("long forgotten").isTrue();
    }

    @Test
    void letsNoPathLeaveTheRunsFolder() throws Exception {
        List<TaskRecord> tasks = read("""
                {"event": "start", "id": "1", "stdout": "/etc/passwd", "stderr": "%s/../other/stderr"}
                {"event": "start", "id": "2", "stdout": "tasks/../..", "stderr": "a\\u0000b"}
                {"event": "start", "id": "3", "stdout": "tasks/3.out"}
                """.formatted(folder.root())).tasks();

        assertThat(tasks)
                .extracting(TaskRecord::stdout)
                .containsExactly(null, null, folder.tasks().resolve("3.out"));
        assertThat(tasks).extracting(TaskRecord::stderr).containsOnlyNulls();
    }

    @Test
    void passesOverLinesThatHaveNoEnd() throws Exception {
        String endless = "{\"event\": \"start\", \"id\": \"1\", \"name\": \"" + "x".repeat(3 << 20) + "\"}\n";

        assertThat(read(endless + "{\"event\": \"start\", \"id\": \"2\"}\n").tasks())
                .extracting(TaskRecord::id)
                .containsExactly("2");
    }

    @Test
    void waitsForNoPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.events().toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(TaskEventReader.read(folder.events(), folder).isEmpty()).isTrue();
    }

    @Test
    void knowsNothingWithoutAFile() {
        assertThat(TaskEventReader.read(folder.events(), folder).isEmpty()).isTrue();
    }

    private TaskEvents read(String text) throws Exception {
        Files.writeString(folder.events(), text);
        return TaskEventReader.read(folder.events(), folder);
    }
}
