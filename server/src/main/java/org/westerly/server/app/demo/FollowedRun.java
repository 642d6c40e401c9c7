package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Shows one run's states, tasks and what these say as they come, until it has ended. */
final class FollowedRun {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DemoClient client;
    private final String id;
    private final String label;
    private final Screen screen;
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Long> offsets = new HashMap<>();

    FollowedRun(DemoClient client, String id, String label, Screen screen) {
        this.client = client;
        this.id = id;
        this.label = label;
        this.screen = screen;
    }

    /**
     * The finished run, as {@code GET /runs/{id}} tells it.
     *
     * @throws IOException also when it does not end
     */
    JsonNode untilEnd() throws IOException, InterruptedException {
        String shown = "";
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            JsonNode run = client.get("/runs/" + id);
            String state = run.path("state").asText();
            boolean over = !state.equals("QUEUED") && !state.equals("INITIALIZING") && !state.equals("RUNNING");
            if (!over && !state.equals(shown)) {
                screen.event(label, "state", state);
                shown = state;
            }
            for (JsonNode task : run.path("task_logs")) {
                show(task);
            }
            if (over) {
                screen.event(label, "state", state);
                return run;
            }
            Thread.sleep(POLL);
        }
        throw new IOException("run " + id + " has not ended within " + PATIENCE.toMinutes() + " minutes");
    }

    private void show(JsonNode task) throws IOException, InterruptedException {
        String taskId = task.path("id").asText();
        if (ended.contains(taskId)) {
            return;
        }
        String name = task.path("name").asText();
        boolean over = task.has("end_time");
        if (started.add(taskId) && !over) {
            screen.event(label, "task", name + " has started");
        }
        showLog(name, task.path("stderr").asText());
        if (over) {
            ended.add(taskId);
            screen.event(label, "task", name + " has ended" + (task.has("exit_code") ? exit(task) : ""));
        }
    }

    private static String exit(JsonNode task) {
        return " with exit code " + task.path("exit_code").asText();
    }

    /** Whole lines only: the rest of a line is shown when its end has been written. */
    private void showLog(String name, String url) throws IOException, InterruptedException {
        if (url.isEmpty()) {
            return;
        }
        long offset = offsets.getOrDefault(url, 0L);
        byte[] fresh = client.logFrom(url, offset);
        int end = fresh.length;
        while (end > 0 && fresh[end - 1] != '\n') {
            end--;
        }
        new String(fresh, 0, end, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> screen.event(label, "stderr", name + ": " + line));
        offsets.put(url, offset + end);
    }
}
