package org.westerly.cli.show;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.westerly.api.RunLog;
import org.westerly.api.State;
import org.westerly.api.StateChange;
import org.westerly.api.TaskLog;
import org.westerly.cli.show.Screen.Ink;

/** Tells in words, with a line on a terminal that shows how far it is. */
public final class TellInWords implements Narrator {

    private static final int BAR = 20;

    private final Screen screen;
    private final long begun = System.nanoTime();
    private volatile State state = State.QUEUED;

    public TellInWords(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void submitted(String run, int attachments, long bytes) {
        screen.line(Ink.BOLD, "run " + run);
        if (attachments > 0) {
            event("sent", attachments + (attachments == 1 ? " file, " : " files, ") + size(bytes), Ink.FAINT);
        }
    }

    @Override
    public void state(StateChange change) {
        state = change.state();
        event("state", change.state().name(), States.ink(change.state()));
    }

    @Override
    public void task(TaskLog task, boolean over) {
        if (!over) {
            event("task", task.name() + " has started", Ink.PLAIN);
            return;
        }
        Integer code = task.exitCode();
        boolean bad = code != null && code != 0;
        event(
                "task",
                task.name() + " has ended" + (code == null ? "" : " with exit code " + code),
                bad ? Ink.BAD : Ink.PLAIN);
    }

    @Override
    public void passing(TaskCount tasks) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        screen.progress("%d:%02d  %s  %s"
                .formatted(
                        took.toMinutes(), took.toSecondsPart(), state, tasks.seen() == 0 ? "no task yet" : bar(tasks)));
    }

    private static String bar(TaskCount tasks) {
        int done = BAR * tasks.over() / tasks.seen();
        return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "]  " + tasks.over() + " of " + tasks.seen()
                + " tasks seen so far have ended" + (tasks.failed() > 0 ? ", " + tasks.failed() + " badly" : "");
    }

    @Override
    public void ended(RunLog run) {
        screen.progress("");
        List<String> said = Objects.requireNonNullElse(run.runLog().systemLogs(), List.of());
        said.forEach(line -> screen.line(run.state() == State.COMPLETE ? Ink.FAINT : Ink.BAD, "  " + line));
        if (run.state() == State.COMPLETE) {
            screen.line(
                    Ink.GOOD,
                    "complete.  westerly outputs " + run.runId() + " --download DIR   brings what it has made");
        } else if (run.state() == State.CANCELED) {
            screen.line("canceled.");
        } else {
            screen.line(
                    Ink.BAD, "failed: " + run.state() + ".  westerly logs " + run.runId() + " --stderr   says more");
        }
    }

    @Override
    public void detached(String run) {
        screen.progress("");
        screen.line(
                "The run goes on.  westerly logs -f " + run + "   watches it,  westerly cancel " + run + "   stops it");
    }

    private void event(String what, String text, Ink ink) {
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
        screen.line(ink, "%6.1f s  %-6s %s".formatted(seconds, what, text));
    }

    /** In units that people read. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        for (String unit : List.of("kB", "MB", "GB")) {
            value /= 1000;
            if (value < 999.5) {
                return (value < 9.95 ? "%.1f %s" : "%.0f %s").formatted(value, unit);
            }
        }
        return "%.1f TB".formatted(value / 1000);
    }
}
