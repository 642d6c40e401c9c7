package org.westerly.server.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunStatus;
import org.westerly.api.State;
import org.westerly.server.auth.Caller;
import org.westerly.server.config.TimeSpan;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.events.Signals;
import org.westerly.server.queue.TellWait;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/** Tells a run's state once it is another than the client knows, or after a time: for clients that know no streams. */
public final class AwaitState {

    /** What a request may be held for; a longer time is taken for it. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RunStore store;
    private final FindRun runs;
    private final Signals moves;
    private final DescribeWait waits;

    /**
     * Waits for nothing yet.
     *
     * @param moves fired when a run has come into another state
     */
    public AwaitState(RunStore store, Signals moves, TellWait waits) {
        this.store = store;
        this.runs = new FindRun(store);
        this.moves = moves;
        this.waits = new DescribeWait(waits);
    }

    /**
     * Which change is waited for, as it was sent.
     *
     * @param time such as {@code 30s}, or seconds
     * @param since the state that the client knows; null for the one that the run is in
     */
    public record Wait(String time, @Nullable String since) {}

    /**
     * The state, at once if it is another one or the last.
     *
     * @throws WesException RUN_NOT_FOUND, or INVALID_REQUEST naming every parameter that is wrong
     */
    public RunStatus status(Caller caller, String id, boolean includeDeleted, WesVersion version, Wait asked)
            throws InterruptedException {
        Terms terms = terms(asked);
        Run run = runs.find(caller, id, includeDeleted);
        State known = terms.since().orElse(version.state(run.state()));
        long end = System.nanoTime() + terms.time().toNanos();
        Semaphore moved = new Semaphore(0);
        try (Signals.Subscription _ = moves.of(run.id(), moved::release)) {
            RunState now = now(run.id());
            boolean inTime = true;
            while (inTime && !now.terminal() && version.state(now) == known) {
                inTime = moved.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                now = now(run.id());
            }
            return new RunStatus(run.id().value(), version.state(now), waits.in(run.id(), now, version));
        }
    }

    private RunState now(RunId id) {
        return store.get(id).map(Run::state).orElseThrow(() -> FindRun.absent(id.value()));
    }

    private record Terms(Duration time, Optional<State> since) {}

    private static Terms terms(Wait asked) {
        List<FieldFault> faults = new ArrayList<>();
        String text = asked.time();
        Optional<Duration> time = TimeSpan.parse(text.matches("\\d{1,9}") ? text + "s" : text);
        if (time.isEmpty()) {
            faults.add(new FieldFault("wait", Quoted.of(text) + " is not a time such as 500ms, 30s or 2m"));
        }
        Optional<State> since = Stream.of(State.values())
                .filter(state -> state.name().equals(asked.since()))
                .findFirst();
        if (asked.since() != null && since.isEmpty()) {
            faults.add(new FieldFault("since", Quoted.of(asked.since()) + " is not a state"));
        }
        if (!faults.isEmpty()) {
            throw new WesException(ErrorCode.INVALID_REQUEST, faults);
        }
        return new Terms(time.filter(asking -> asking.compareTo(LONGEST) < 0).orElse(LONGEST), since);
    }
}
