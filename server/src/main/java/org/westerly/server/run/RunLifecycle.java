package org.westerly.server.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunEvent.CancelRequested;
import org.westerly.server.run.RunEvent.Claimed;
import org.westerly.server.run.RunEvent.Failed;
import org.westerly.server.run.RunEvent.Faulted;
import org.westerly.server.run.RunEvent.Preempted;
import org.westerly.server.run.RunEvent.Removing;
import org.westerly.server.run.RunEvent.Started;
import org.westerly.server.run.RunEvent.Stopped;
import org.westerly.server.run.RunEvent.Succeeded;
import org.westerly.server.run.RunEvent.TakenOver;

/**
 * The life of a run: the one table of its moves, and the one place that decides by it.
 *
 * <p>What is not in the table does not move a run. Three of those cases are everyday business and ignored (a second
 * cancel; an engine that ends while it is being stopped; news of a run that has ended); anything else is refused.
 *
 * <p>How an ended run is taken away is a table of its own, {@link RunRemoval}, since that moves no state.
 */
public final class RunLifecycle {

    /** A move that the table allows. */
    public record Row(RunState from, Class<? extends RunEvent> on, RunState to) {}

    private static final List<Row> TABLE = List.of(
            new Row(RunState.QUEUED, Claimed.class, RunState.INITIALIZING),
            new Row(RunState.QUEUED, CancelRequested.class, RunState.CANCELED),
            new Row(RunState.QUEUED, Faulted.class, RunState.SYSTEM_ERROR),
            // A restart claims again what it finds unstarted: a new attempt in the same state, so that none goes back.
            new Row(RunState.INITIALIZING, Claimed.class, RunState.INITIALIZING),
            // Another server goes on with what one that is gone had in hand.
            new Row(RunState.INITIALIZING, TakenOver.class, RunState.INITIALIZING),
            new Row(RunState.INITIALIZING, Started.class, RunState.RUNNING),
            new Row(RunState.INITIALIZING, Failed.class, RunState.EXECUTOR_ERROR),
            new Row(RunState.INITIALIZING, Faulted.class, RunState.SYSTEM_ERROR),
            new Row(RunState.INITIALIZING, CancelRequested.class, RunState.CANCELING),
            new Row(RunState.RUNNING, TakenOver.class, RunState.RUNNING),
            new Row(RunState.RUNNING, Succeeded.class, RunState.COMPLETE),
            new Row(RunState.RUNNING, Failed.class, RunState.EXECUTOR_ERROR),
            new Row(RunState.RUNNING, Faulted.class, RunState.SYSTEM_ERROR),
            new Row(RunState.RUNNING, Preempted.class, RunState.PREEMPTED),
            new Row(RunState.RUNNING, CancelRequested.class, RunState.CANCELING),
            new Row(RunState.CANCELING, TakenOver.class, RunState.CANCELING),
            // The launch was under way when the cancel came: the job is learned, so that it can be stopped.
            new Row(RunState.CANCELING, Started.class, RunState.CANCELING),
            new Row(RunState.CANCELING, Stopped.class, RunState.CANCELED));

    private static final Map<RunState, Map<Class<? extends RunEvent>, RunState>> INDEX = index();

    private RunLifecycle() {}

    /** The table, in reading order. */
    public static List<Row> table() {
        return TABLE;
    }

    /** What {@code event}, seen at {@code now}, makes of {@code run}. Pure. */
    public static Decision decide(Run run, RunEvent event, Instant now) {
        if (event instanceof Removing removing) {
            return RunRemoval.decide(run, removing, now);
        }
        RunState to = INDEX.getOrDefault(run.state(), Map.of()).get(event.getClass());
        if (to == null) {
            return unmoved(run, event);
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Execution further = further(run.execution(), event, at);
        Run next =
                run.moved(to, to.terminal() ? further.ended(exitCode(event), at) : further, stamped(at, notes(event)));
        JournalEntry entry = new JournalEntry(
                run.id(), next.version(), run.state(), to, event.getClass().getSimpleName(), detail(event), at);
        return new Decision.Accept(next, entry, outputs(event));
    }

    private static Decision unmoved(Run run, RunEvent event) {
        if (event instanceof CancelRequested && run.state().terminal()) {
            return new Decision.Refuse("run " + run.id() + " has already ended as " + run.state());
        }
        if (run.state().terminal()) {
            return new Decision.Ignore("the run has already ended as " + run.state());
        }
        if (run.state() == RunState.CANCELING) {
            return new Decision.Ignore("the run is being canceled");
        }
        return new Decision.Refuse("run " + run.id() + " in state " + run.state() + " has no move for " + event);
    }

    private static Execution further(Execution execution, RunEvent event, Instant at) {
        return switch (event) {
            case Claimed claimed -> execution.claimed(claimed.epoch());
            case TakenOver taken -> execution.takenOver(taken.epoch());
            case Started started -> execution.started(started.job(), started.command(), at);
            case Succeeded _, Failed _, Faulted _, Preempted _, CancelRequested _, Stopped _, Removing _ -> execution;
        };
    }

    private static List<String> notes(RunEvent event) {
        return switch (event) {
            case Claimed _, Removing _ -> List.of();
            case TakenOver taken -> List.of(taken.note());
            case Started started -> started.notes();
            case Succeeded succeeded -> succeeded.notes();
            case CancelRequested asked -> List.of("cancel requested by " + asked.by());
            case Failed failed -> reasonAnd(event, failed.notes());
            case Faulted faulted -> reasonAnd(event, faulted.notes());
            case Preempted preempted -> reasonAnd(event, preempted.notes());
            case Stopped stopped -> reasonAnd(event, stopped.notes());
        };
    }

    private static List<String> reasonAnd(RunEvent event, List<String> notes) {
        return Stream.concat(Stream.of(detail(event)), notes.stream()).toList();
    }

    private static List<String> stamped(Instant at, List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isEmpty())
                .map(line -> at.truncatedTo(ChronoUnit.SECONDS) + " " + line)
                .toList();
    }

    private static @Nullable Integer exitCode(RunEvent event) {
        return switch (event) {
            case Succeeded succeeded -> Integer.valueOf(succeeded.exitCode());
            case Failed failed -> failed.exitCode();
            case Faulted faulted -> faulted.exitCode();
            case Stopped stopped -> stopped.exitCode();
            case Preempted _, CancelRequested _, Claimed _, TakenOver _, Started _, Removing _ -> null;
        };
    }

    private static String detail(RunEvent event) {
        return switch (event) {
            case Failed failed -> failed.reason();
            case Faulted faulted -> faulted.reason();
            case Preempted preempted -> preempted.reason();
            case CancelRequested asked -> "by " + asked.by();
            case Stopped _ -> "nothing of the run is alive";
            case TakenOver taken -> taken.note();
            case Claimed _, Started _, Succeeded _, Removing _ -> "";
        };
    }

    private static @Nullable String outputs(RunEvent event) {
        return switch (event) {
            case Succeeded succeeded -> succeeded.outputs();
            case Failed failed -> failed.outputs();
            case Claimed _, TakenOver _, Started _, Faulted _, Preempted _, CancelRequested _, Stopped _, Removing _ ->
                null;
        };
    }

    private static Map<RunState, Map<Class<? extends RunEvent>, RunState>> index() {
        Map<RunState, Map<Class<? extends RunEvent>, RunState>> index = new HashMap<>();
        for (Row row : TABLE) {
            if (row.from().terminal()) {
                throw new IllegalStateException("a terminal state never changes: " + row);
            }
            RunState twice =
                    index.computeIfAbsent(row.from(), _ -> new HashMap<>()).put(row.on(), row.to());
            if (twice != null) {
                throw new IllegalStateException("two rows for one event: " + row);
            }
        }
        return index;
    }

    /** The table as a Mermaid state diagram, for the documentation. */
    public static String diagram() {
        Stream<String> moves = TABLE.stream()
                .map(row -> "    " + row.from() + " --> " + row.to() + ": "
                        + row.on().getSimpleName());
        Stream<String> ends =
                Stream.of(RunState.values()).filter(RunState::terminal).map(state -> "    " + state + " --> [*]");
        return Stream.of(Stream.of("stateDiagram-v2", "    [*] --> QUEUED: Submitted"), moves, ends)
                .flatMap(lines -> lines)
                .reduce("", (text, line) -> text + line + "\n");
    }
}
