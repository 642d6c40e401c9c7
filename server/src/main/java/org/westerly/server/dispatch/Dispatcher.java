package org.westerly.server.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.executor.Executor;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.queue.RunQueue;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;

/** The loops that move accepted runs along, put together. Closing it leaves the jobs running. */
public final class Dispatcher implements AutoCloseable {

    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    /** A look reads a few lines of each process on the machine. */
    private static final Duration BETWEEN_LEFTOVERS = Duration.ofMinutes(1);

    /** Much more often than {@code OpenTimes.GAP}; each costs a small file. */
    private static final Duration BETWEEN_LOOKS_AT_WAITS = Duration.ofSeconds(5);

    private final Machinery machinery;
    private final Duration closing;
    private final Wakes wakes;
    private final Lease lease;
    private final KeepLease keepLease;
    private final TakeOverRuns takeOver;
    private final TellStore tellStore;
    private final Acts acts;
    private final List<Loop> loops;
    private final Mishaps mishaps;

    /** Does nothing before {@link #start}. The store and the executors stay the caller's, who closes them later. */
    public Dispatcher(
            RunStore store,
            Machinery machinery,
            RunQueue queue,
            FollowLogs logs,
            DispatchSettings settings,
            InstantSource clock,
            Mishaps mishaps) {
        this.machinery = machinery;
        this.closing = settings.closing();
        this.mishaps = mishaps;
        this.wakes = Wakes.every(settings.interval(), settings.retention().interval());
        Presence presence = settings.presence();
        this.lease = new Lease(store, presence.seat(), presence.lease());
        logs.onlyWhile(lease::holds);

        RunMoves moves = new RunMoves(store, clock, lease::epoch);
        this.acts = Acts.reportingTo(mishaps);
        this.keepLease = new KeepLease(lease, acts, logs, wakes, mishaps);
        WrapUp wrapUp = new WrapUp(store, machinery, logs, new RunHooks(machinery, moves, mishaps), mishaps);

        this.tellStore = new TellStore(store, moves, settings.interval(), mishaps);
        LaunchRun launch = new LaunchRun(lease, machinery, logs, tellStore, wrapUp, wakes, mishaps);
        ClaimRuns claim =
                new ClaimRuns(moves, lease, settings.maxConcurrent(), queue.next(), tellStore, launch, acts.launches());
        FinishRun finish = new FinishRun(machinery, moves, wrapUp, wakes, mishaps);
        WatchJobs watch = new WatchJobs(lease, machinery, finish, acts.finishing(), mishaps);
        CancelRuns cancel = new CancelRuns(lease, moves, machinery, acts, wrapUp, wakes, mishaps);
        ExpireRun expireRun = new ExpireRun(store, machinery, finish, acts.finishing(), mishaps);
        ExpireRuns expire = new ExpireRuns(store, lease, machinery, expireRun, acts.measuring(), clock);
        Waiter waits = new Waiter(BETWEEN_LOOKS_AT_WAITS);
        ExpireQueued expireQueued = new ExpireQueued(queue.overdue(), moves, machinery, waits, mishaps);
        PurgeRuns purge = new PurgeRuns(store, new RemoveRun(machinery, moves), acts.purges(), wakes, clock, mishaps);
        WorkingFiles working = new WorkingFiles(new UsedEngines(machinery.engines()), machinery.folders());
        ApplyRules rules = new ApplyRules(store, moves, working, settings.retention(), wakes, clock, mishaps);
        EndLeftovers leftovers = new EndLeftovers(store, machinery, acts.cancels(), mishaps);
        SettleUploads settleUploads = new SettleUploads(store, machinery.uploads(), mishaps);
        ForgetKeys forget = new ForgetKeys(store, clock);
        SettleLaunch settleLaunch = new SettleLaunch(machinery, settings.interval(), mishaps);
        RecoverRun recover = new RecoverRun(lease, tellStore, settleLaunch, launch);
        this.takeOver =
                new TakeOverRuns(store, moves, lease, presence.lostAfter(), tellStore, recover, acts.launches());
        this.loops = List.of(
                new Loop("keep the lease", keepLease::step, new Waiter(presence.interval()), mishaps),
                new Loop("take over runs", takeOver::step, wakes.takeOver(), mishaps),
                new Loop("claim runs", claim::step, wakes.claims(), mishaps),
                new Loop("watch jobs", watch::step, wakes.watch(), mishaps),
                new Loop("cancel runs", cancel::step, wakes.cancels(), mishaps),
                new Loop("expire runs", expire::step, new Waiter(settings.interval()), mishaps),
                new Loop("end what is left of runs", leftovers::step, new Waiter(BETWEEN_LEFTOVERS), mishaps),
                new Loop("settle uploads", settleUploads::step, new Waiter(settings.interval()), mishaps),
                new Loop("expire waiting runs", once(expireQueued::step), waits, mishaps),
                new Loop("purge runs", once(purge::step), wakes.purges(), mishaps),
                new Loop("apply the rules of retention", once(rules::step), wakes.retention(), mishaps),
                new Loop("forget keys", once(forget::step), new Waiter(HOUSEKEEPING), mishaps));
    }

    /** For what one server does for all of them. */
    private Runnable once(Runnable step) {
        return () -> {
            if (lease.leads()) {
                step.run();
            }
        };
    }

    /** Takes up what an earlier server left under way, then whatever comes. */
    public void start() {
        for (Executor executor : machinery.executors()) {
            executor.onEnd(wakes.watch()::wakeOrSkipNextWait);
        }
        try {
            // A database that went away since the store was opened is waited for, here as later.
            tellStore.ask("beginning to work", () -> {
                keepLease.step();
                takeOver.step();
                return true;
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        loops.forEach(Loop::start);
    }

    /** Is this the server that does what is to be done once, and not by each that shares the store? */
    public boolean leads() {
        return lease.leads();
    }

    /** This was added to the journal, by whichever server. */
    public void moved(JournalEntry line) {
        if (line.event().equals(RunEvent.PurgeRequested.class.getSimpleName())) {
            wakes.purges().wakeOrSkipNextWait();
        } else if (line.to() == RunState.CANCELING) {
            wakes.cancels().wakeOrSkipNextWait();
        } else if (line.to() == RunState.QUEUED || line.to().terminal()) {
            // One more that waits, or room for one.
            wakes.claims().wakeOrSkipNextWait();
        }
    }

    /** Would a run that is accepted now be worked on? Empty if so, else what is wrong. */
    public Optional<String> check() {
        return Stream.concat(
                        loops.stream().map(Loop::check),
                        Stream.of(machinery.forNewRuns().check()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Stops the loops and waits a moment for what is under way. What was not finished, the next start goes on with. */
    @Override
    public void close() {
        try {
            for (Loop loop : loops) {
                loop.stop(closing);
            }
            acts.close(closing);
            // Last of all: from now on, others may go on with what is left.
            lease.leave();
        } catch (StoreException away) {
            // Then they wait until the lease has run out.
            mishaps.survived("giving up the lease", away);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
