package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.acceptance.testkit.EventStream;
import org.westerly.acceptance.testkit.EventStream.Event;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** States and lines as they come, and as they are told again to whoever comes back. */
class StreamsTest extends OnShellServer {

    private static final String NO_RUN = "/runs/01234567-89ab-7cde-8f01-23456789abcd";

    private static List<String> words(List<Event> events) {
        return events.stream()
                .map(event ->
                        event.name().isEmpty() ? event.json().path("state").asText() : event.name())
                .toList();
    }

    /** A run that waits until its {@code go} is there. */
    private String waiting(String script) throws IOException {
        Path go = temp.resolve("go-" + System.nanoTime());
        String id = wes.accepted(ShellEngine.script("until [ -e " + go + " ]; do sleep 0.02; done\n" + script));
        gates.put(id, go);
        return id;
    }

    private final java.util.Map<String, Path> gates = new java.util.concurrent.ConcurrentHashMap<>();

    private void let(String id) throws IOException {
        Files.createFile(gates.get(id));
    }

    @Test
    void everyStateIsToldInOrderAndThenTheEnd() throws Exception {
        String id = waiting("true\n");
        try (EventStream stream = EventStream.open(wes, "/runs/" + id + "/status/stream")) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).contains("no-store");
            List<Event> events = new ArrayList<>(stream.take(3));
            let(id);
            events.addAll(stream.rest());
            assertThat(words(events)).containsExactly("QUEUED", "INITIALIZING", "RUNNING", "COMPLETE", "end");
            assertThat(events).extracting(Event::id).isSorted();
            assertThat(events.get(3).json().path("previous_state").asText()).isEqualTo("RUNNING");
            assertThat(events.get(3).json().path("run_id").asText()).isEqualTo(id);
            assertThat(events.getLast().json().path("reason").asText()).isEqualTo("run_finished");
            assertThat(events.getLast().json().path("state").asText()).isEqualTo("COMPLETE");

            long second = events.get(1).id();
            assertThat(words(EventStream.all(wes, "/runs/" + id + "/status/stream", "Last-Event-ID", "" + second)))
                    .containsExactly("RUNNING", "COMPLETE", "end");
            assertThat(words(EventStream.all(wes, "/runs/" + id + "/status/stream?after_seq=" + second)))
                    .containsExactly("RUNNING", "COMPLETE", "end");
            assertThat(words(EventStream.all(
                            wes, "/runs/" + id + "/status/stream?after_seq=0", "Last-Event-ID", "" + second)))
                    .as("a browser comes back to the URL it knows")
                    .containsExactly("RUNNING", "COMPLETE", "end");
        }
    }

    @Test
    void oneStreamTellsOfAllRuns() throws Exception {
        try (EventStream stream = EventStream.open(wes, "/events/stream")) {
            String id = wes.accepted(ShellEngine.script("exit 3\n"));
            List<String> states = new ArrayList<>();
            while (!states.contains("EXECUTOR_ERROR")) {
                Event event = stream.take(1).getFirst();
                if (event.json().path("run_id").asText().equals(id)) {
                    states.add(event.json().path("state").asText());
                }
            }
            assertThat(states).containsExactly("QUEUED", "INITIALIZING", "RUNNING", "EXECUTOR_ERROR");
        }
    }

    @Test
    void linesComeWhileTheyAreWrittenAndLateReadersGetThemAll() throws Exception {
        String id = waiting("echo after >&2; printf last\n");
        // Written before anybody reads.
        try (EventStream early = EventStream.open(wes, "/runs/" + id + "/logs/stream")) {
            let(id);
            List<Event> events = early.rest();
            assertThat(events.subList(0, 2))
                    .extracting(e -> e.json().path("line").asText())
                    .containsExactlyInAnyOrder("after", "last");
            assertThat(events.subList(0, 2)).extracting(Event::id).containsExactly(1L, 2L);
            assertThat(events.getLast().name()).isEqualTo("end");
            List<Event> late = EventStream.all(wes, "/runs/" + id + "/logs/stream");
            assertThat(late).isEqualTo(events);
            assertThat(EventStream.all(wes, "/runs/" + id + "/logs/stream?stream=stderr"))
                    .hasSize(2)
                    .first()
                    .satisfies(event ->
                            assertThat(event.json().path("stream").asText()).isEqualTo("stderr"));
        }
    }

    @Test
    void whoeverIsCutOffAgainAndAgainMissesNothing() throws Exception {
        int lines = 4_000;
        String id = wes.accepted(
                ShellEngine.script("i=0; while [ $i -lt " + lines + " ]; do i=$((i+1)); echo \"line $i\"; done\n"));
        Random random = new Random(11);
        StringBuilder joined = new StringBuilder();
        long last = 0;
        boolean ended = false;
        while (!ended) {
            try (EventStream stream =
                    EventStream.open(wes, "/runs/" + id + "/logs/stream", "Last-Event-ID", Long.toString(last))) {
                for (int left = 1 + random.nextInt(8); left > 0 && !ended; left--) {
                    Event event = stream.take(1).getFirst();
                    ended = event.name().equals("end");
                    if (!ended) {
                        assertThat(event.id()).isEqualTo(last + 1);
                        last = event.id();
                        joined.append(event.json().path("line").asText()).append('\n');
                    }
                }
            }
        }
        assertThat(joined.toString())
                .isEqualTo(wes.get("/runs/" + id + "/stdout").text());
        assertThat(last).isEqualTo(lines);
    }

    @Test
    void theSameAsLinesOfJson() {
        String id = wes.accepted(ShellEngine.script("echo one\n"));
        wes.untilEnd(id);
        List<String> lines = wes.get("/runs/" + id + "/status/stream?format=ndjson")
                .text()
                .lines()
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(3)).contains("\"state\":\"COMPLETE\"");
        assertThat(lines.get(4)).startsWith("{\"event\":\"end\"");
        assertThat(wes.get("/runs/" + id + "/logs/stream", "Accept", "application/x-ndjson")
                        .text())
                .contains("\"line\":\"one\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status/stream", "/logs/stream", "/logs", "/status?wait=10s"})
    void aRunThatIsNotThereHasNoStream(String path) {
        Wes.Answer answer = wes.get(NO_RUN + path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo("RUN_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "/logs/stream?after_seq=x,after_seq",
        "/logs/stream?after_seq=-1,after_seq",
        "/logs/stream?stream=both,stream",
        "/logs/stream?format=xml,format",
        "/logs?page_size=0,page_size",
        "/logs?after_seq=1&tail=2,tail",
        "/logs?tail=none,tail",
        "/status?wait=soon,wait",
        "/status?wait=1s&since=DONE,since"
    })
    void whatIsWrongIsNamed(String path, String field) {
        String id = wes.accepted(ShellEngine.script("true\n"));
        Wes.Answer answer = wes.get("/runs/" + id + path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void aLongPollAnswersAtTheChange() throws Exception {
        String id = waiting("true\n");
        wes.untilState(id, "RUNNING");
        assertThat(wes.get("/runs/" + id + "/status?wait=20ms&since=RUNNING")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("RUNNING");
        assertThat(wes.get("/runs/" + id + "/status?wait=60s&since=QUEUED")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("RUNNING");
        CompletableFuture<String> polled =
                CompletableFuture.supplyAsync(() -> wes.get("/runs/" + id + "/status?wait=60&since=RUNNING")
                        .json()
                        .path("state")
                        .asText());
        let(id);
        assertThat(polled.get()).isEqualTo("COMPLETE");
        assertThat(wes.get("/runs/" + id + "/status?wait=60s&since=COMPLETE")
                        .json()
                        .path("state")
                        .asText())
                .as("the last state never changes")
                .isEqualTo("COMPLETE");
    }

    @Test
    void pagesOfLines() {
        String id = wes.accepted(
                ShellEngine.script("i=0; while [ $i -lt 700 ]; do i=$((i+1)); echo \"$i\"; done; echo end >&2\n"));
        wes.untilEnd(id);
        JsonNode first = wes.get("/runs/" + id + "/logs").json();
        assertThat(first.path("lines")).hasSize(500);
        assertThat(first.path("next_after_seq").asLong()).isEqualTo(500);
        JsonNode line = first.path("lines").get(0);
        assertThat(line.path("run_id").asText()).isEqualTo(id);
        assertThat(line.path("stream").asText()).isEqualTo("stdout");
        assertThat(line.path("seq").asLong()).isEqualTo(1);
        assertThat(line.path("written_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(wes.get("/runs/" + id + "/logs?after_seq=500").json().path("lines"))
                .hasSize(201);
        assertThat(wes.get("/runs/" + id + "/logs?after_seq=701").json())
                .hasToString("{\"lines\":[],\"next_after_seq\":701}");
        assertThat(wes.get("/runs/" + id + "/logs?tail=2&stream=stdout").json().path("lines"))
                .extracting(l -> l.path("line").asText())
                .containsExactly("699", "700");
        JsonNode ofTask =
                wes.get("/runs/" + id + "/tasks/engine/logs?stream=stderr").json();
        assertThat(ofTask.path("lines").get(0).path("task_id").asText()).isEqualTo("engine");
        assertThat(ofTask.path("lines").get(0).path("line").asText()).isEqualTo("end");
    }

    @Test
    void aServerThatStopsSaysSoAndItsReadersGoOnWithTheNext() throws Exception {
        Path data = temp.resolve("restarted");
        Path go = temp.resolve("go-on");
        String script = "echo one; until [ -e " + go + " ]; do sleep 0.02; done; echo two\n";
        String id;
        List<Event> before;
        WesterlyServer first = WesterlyServer.start(data, ShellEngine.option(temp));
        try {
            id = first.wes().accepted(ShellEngine.script(script));
            try (EventStream stream = EventStream.open(first.wes(), "/runs/" + id + "/logs/stream")) {
                before = new ArrayList<>(stream.take(1));
                CompletableFuture<List<Event>> rest = CompletableFuture.supplyAsync(stream::rest);
                first.close();
                before.addAll(rest.get());
            }
        } finally {
            first.close();
        }
        assertThat(before.getFirst().json().path("line").asText()).isEqualTo("one");
        assertThat(before.getLast().json().path("reason").asText()).isEqualTo("server_stopping");
        assertThat(before.getLast().id()).isEqualTo(1);
        try (WesterlyServer second = WesterlyServer.start(data, ShellEngine.option(temp));
                EventStream stream =
                        EventStream.open(second.wes(), "/runs/" + id + "/logs/stream", "Last-Event-ID", "1")) {
            Files.createFile(go);
            assertThat(stream.rest())
                    .extracting(e -> e.json().path("line").asText(""))
                    .startsWith("two");
        }
    }
}
