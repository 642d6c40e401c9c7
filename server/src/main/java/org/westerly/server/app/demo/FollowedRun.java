package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Shows one run's states, tasks and log lines as they come, until it has ended. */
final class FollowedRun {

    private static final Duration POLL = Duration.ofMillis(100);

    private final DemoClient client;
    private final String id;
    private final String label;
    private final PrintStream out;
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, String> tasks = new HashMap<>();

    FollowedRun(DemoClient client, String id, String label, PrintStream out) {
        this.client = client;
        this.id = id;
        this.label = label;
        this.out = out;
    }

    /** The finished run, as {@code GET /runs/{id}} tells it. */
    JsonNode untilEnd() throws IOException, InterruptedException {
        String shown = "";
        while (true) {
            JsonNode run = client.get("/runs/" + id);
            String state = run.path("state").asText();
            if (!state.equals(shown)) {
                say("state", state);
                shown = state;
            }
            showTasks(run.path("task_logs"));
            showLog("stderr", run.path("run_log").path("stderr").asText());
            showLog("stdout", run.path("run_log").path("stdout").asText());
            if (!state.equals("QUEUED") && !state.equals("INITIALIZING") && !state.equals("RUNNING")) {
                return run;
            }
            Thread.sleep(POLL);
        }
    }

    private void showTasks(JsonNode list) {
        for (JsonNode task : list) {
            String exit = task.has("exit_code")
                    ? "exit code " + task.path("exit_code").asText()
                    : "running";
            if (!exit.equals(tasks.put(task.path("id").asText(), exit))) {
                say("task", task.path("name").asText() + ": " + exit);
            }
        }
    }

    /** Whole lines only: the rest of a line is shown when its end has been written. */
    private void showLog(String stream, String url) throws IOException, InterruptedException {
        if (url.isEmpty()) {
            return;
        }
        long offset = offsets.getOrDefault(stream, 0L);
        byte[] fresh = client.logFrom(url, offset);
        int end = fresh.length;
        while (end > 0 && fresh[end - 1] != '\n') {
            end--;
        }
        new String(fresh, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> say(stream, line));
        offsets.put(stream, offset + end);
    }

    private void say(String what, String text) {
        out.printf("  %-9s %-6s  %s%n", label, what, text);
    }
}
