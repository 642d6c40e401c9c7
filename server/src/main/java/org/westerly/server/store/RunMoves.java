package org.westerly.server.store;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Decision;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunLifecycle;

/** The one place that applies events to stored runs: decide, then compare and set, again if somebody was faster. */
public final class RunMoves {

    private final RunStore store;
    private final InstantSource clock;
    private final @Nullable LongSupplier epoch;

    /** For those who do not work on runs, but have something to say about them. */
    public RunMoves(RunStore store, InstantSource clock) {
        this(store, clock, null);
    }

    /**
     * For a server.
     *
     * @param epoch its own: what it tells of a run that another one works on by now is not applied
     */
    public RunMoves(RunStore store, InstantSource clock, @Nullable LongSupplier epoch) {
        this.store = store;
        this.clock = clock;
        this.epoch = epoch;
    }

    /** What became of an event. */
    public sealed interface Result {
        /** The run as it is now. */
        Run run();

        record Moved(Run run) implements Result {}

        record Unmoved(Run run, String why) implements Result {}

        record Refused(Run run, String why) implements Result {}
    }

    /**
     * Applies {@code event} to the run as it is stored now.
     *
     * @throws IllegalArgumentException if there is no such run
     */
    public Result apply(RunId id, RunEvent event) {
        while (true) {
            Run run = store.get(id).orElseThrow(() -> new IllegalArgumentException("no run " + id));
            if (isTaken(run, event)) {
                return new Result.Unmoved(run, "another server works on run " + id + " by now");
            }
            switch (RunLifecycle.decide(run, event, clock.instant())) {
                case Decision.Accept accept -> {
                    if (store.compareAndSet(run, accept.next(), accept.entry(), accept.outputs())) {
                        return new Result.Moved(accept.next());
                    }
                }
                case Decision.Ignore ignore -> {
                    return new Result.Unmoved(run, ignore.why());
                }
                case Decision.Refuse refuse -> {
                    return new Result.Refused(run, refuse.why());
                }
            }
        }
    }

    /** Whoever takes a run over writes a version of it: what is decided here holds for the version that is replaced. */
    private boolean isTaken(Run run, RunEvent event) {
        return epoch != null
                && event instanceof RunEvent.Working
                && run.state().active()
                && run.epoch() != epoch.getAsLong();
    }

    /** What {@code event} would make of the run now; empty when it would not move it. Changes nothing. */
    public Optional<Run> preview(RunId id, RunEvent event) {
        return store.get(id)
                .filter(run -> !isTaken(run, event))
                .flatMap(run -> RunLifecycle.decide(run, event, clock.instant()) instanceof Decision.Accept accept
                        ? Optional.of(accept.next())
                        : Optional.empty());
    }

    /** As {@link #apply}, but only on the run exactly as the caller saw it: for a claim that others may win. */
    public boolean tryOn(Run seen, RunEvent event) {
        return !isTaken(seen, event)
                && RunLifecycle.decide(seen, event, clock.instant()) instanceof Decision.Accept accept
                && store.compareAndSet(seen, accept.next(), accept.entry(), accept.outputs());
    }

    /**
     * As {@link #apply}, for events that must have a place.
     *
     * @throws IllegalStateException naming run, state, event and history when the table has none
     */
    public Run require(RunId id, RunEvent event) {
        return switch (apply(id, event)) {
            case Result.Moved moved -> moved.run();
            case Result.Unmoved unmoved -> unmoved.run();
            case Result.Refused refused ->
                throw new IllegalStateException(refused.why() + "; history: "
                        + store.journal(id).stream()
                                .map(entry -> entry.event() + "→" + entry.to())
                                .collect(Collectors.joining(", ")));
        };
    }
}
