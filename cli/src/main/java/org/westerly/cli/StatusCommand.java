package org.westerly.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.westerly.api.Log;
import org.westerly.api.QueuePlace;
import org.westerly.api.RunLog;
import org.westerly.api.RunRequest;
import org.westerly.api.TaskLog;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.Screen.Ink;
import org.westerly.cli.show.States;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a run. */
@Command(
        name = "status",
        description = "Show a run: its state, times, tasks, and why it failed.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Override
    public Integer call() {
        try (WesterlyClient client = options.client()) {
            RunLog log = client.run(run);
            if (options.json()) {
                options.jsonOut().write(log);
            } else {
                show(options.screen(), log);
            }
        }
        return 0;
    }

    private static void show(Screen screen, RunLog run) {
        Log log = run.runLog();
        screen.line(States.ink(run.state()), run.state().name());
        screen.line("  run       " + run.runId());
        RunRequest request = run.request();
        // A purged run has none any more.
        if (request != null) {
            screen.line("  workflow  " + request.workflowUrl() + " (" + request.workflowType() + " "
                    + request.workflowTypeVersion() + ")");
        }
        RunLog.EngineUsed engine = run.engine();
        if (engine != null) {
            screen.line("  engine    " + engine.name() + " " + engine.version());
        }
        if (log != null) {
            screen.line("  time      " + Objects.requireNonNullElse(log.startTime(), "not started")
                    + (log.endTime() == null ? "" : " to " + log.endTime()));
        }
        QueuePlace queue = run.queue();
        if (queue != null) {
            screen.line("  waits     " + queue.reason() + "; ahead of it: " + queue.ahead());
        }
        for (TaskLog task : Objects.requireNonNullElse(run.taskLogs(), List.<TaskLog>of())) {
            task(screen, task);
        }
        if (log != null) {
            Objects.requireNonNullElse(log.systemLogs(), List.<String>of())
                    .forEach(line -> screen.line(Ink.FAINT, "  " + line));
        }
    }

    private static void task(Screen screen, TaskLog task) {
        Integer code = task.exitCode();
        boolean bad = code != null && code != 0;
        String how = task.endTime() == null ? "under way" : "ended" + (code == null ? "" : " with exit code " + code);
        screen.line(bad ? Ink.BAD : Ink.PLAIN, "  task      " + task.name() + " [" + task.id() + "]  " + how);
    }
}
