package org.westerly.server.app.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.westerly.api.LogLine;
import org.westerly.api.LogPage;
import org.westerly.api.RunLog;
import org.westerly.api.StateChange;
import org.westerly.api.TaskLog;
import org.westerly.client.Follow;
import org.westerly.client.LogQuery;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** Shows one run's states, tasks and what these say as they come, until it has ended. */
final class FollowedRun {

    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final WesterlyClient client;
    private final String id;
    private final String label;
    private final Screen screen;
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Long> shown = new HashMap<>();

    FollowedRun(WesterlyClient client, String id, String label, Screen screen) {
        this.client = client;
        this.id = id;
        this.label = label;
        this.screen = screen;
    }

    /** The finished run. */
    RunLog untilEnd() {
        Thread watcher = Thread.ofVirtual().name("tasks").start(this::watchTasks);
        try (Follow<StateChange> states = client.followStates(id)) {
            while (states.hasNext()) {
                StateChange change = states.next();
                look(); // What tasks did until then is shown before it.
                screen.event(label, "state", change.state().name());
            }
        } finally {
            watcher.interrupt();
        }
        return client.run(id);
    }

    /** Until interrupted. There is no stream of tasks. */
    private void watchTasks() {
        try {
            while (true) {
                look();
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException | WesterlyException over) {
            // Whoever follows the states says what is wrong.
        }
    }

    private synchronized void look() {
        client.tasks(id).filter(task -> !ended.contains(task.id())).forEach(this::show);
    }

    private void show(TaskLog task) {
        boolean over = task.endTime() != null;
        if (started.add(task.id()) && !over) {
            screen.event(label, "task", task.name() + " has started");
        }
        showLog(task);
        if (over) {
            ended.add(task.id());
            String code = task.exitCode() == null ? "" : " with exit code " + task.exitCode();
            screen.event(label, "task", task.name() + " has ended" + code);
        }
    }

    private void showLog(TaskLog task) {
        if (task.stderr() == null) {
            return;
        }
        LogQuery query = LogQuery.ALL.ofTask(task.id()).onlyOf("stderr");
        LogPage page;
        do {
            page = client.logs(id, query.after(shown.getOrDefault(task.id(), 0L)));
            for (LogLine line : page.lines()) {
                screen.event(label, "stderr", task.name() + ": " + line.line());
            }
            shown.put(task.id(), page.nextAfterSeq());
        } while (!page.lines().isEmpty());
    }
}
