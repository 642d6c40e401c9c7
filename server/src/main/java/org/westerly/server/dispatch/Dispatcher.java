package org.westerly.server.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.executor.Executor;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.queue.ChooseRuns;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** The loops that move accepted runs along, put together. Closing it leaves the jobs running. */
public final class Dispatcher implements AutoCloseable {

    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final Machinery machinery;
    private final Duration closing;
    private final Wakes wakes;
    private final RecoverRuns recover;
    private final Acts acts;
    private final List<Loop> loops;

    /** Does nothing before {@link #start}. The store and the executors stay the caller's, who closes them later. */
    public Dispatcher(
            RunStore store,
            Machinery machinery,
            ChooseRuns choose,
            FollowLogs logs,
            DispatchSettings settings,
            InstantSource clock,
            Mishaps mishaps) {
        this.machinery = machinery;
        this.closing = settings.closing();
        this.wakes = Wakes.every(settings.interval(), settings.retention().interval());

        RunMoves moves = new RunMoves(store, clock);
        this.acts = Acts.reportingTo(mishaps);
        WrapUp wrapUp = new WrapUp(store, machinery, logs, new RunHooks(machinery, moves, mishaps), mishaps);

        TellStore tellStore = new TellStore(store, moves, settings.interval(), mishaps);
        LaunchRun launch = new LaunchRun(store, machinery, logs, tellStore, wrapUp, wakes, mishaps);
        ClaimRuns claim =
                new ClaimRuns(store, moves, settings.maxConcurrent(), choose, tellStore, launch, acts.launches());
        FinishRun finish = new FinishRun(machinery, moves, wrapUp, wakes, mishaps);
        WatchJobs watch = new WatchJobs(store, machinery, finish, acts.finishing(), mishaps);
        CancelRuns cancel = new CancelRuns(store, moves, machinery, acts, wrapUp, wakes, mishaps);
        ExpireRun expireRun = new ExpireRun(store, machinery, finish, acts.finishing(), mishaps);
        ExpireRuns expire = new ExpireRuns(store, machinery, expireRun, acts.measuring(), clock);
        PurgeRuns purge = new PurgeRuns(store, new RemoveRun(machinery, moves), acts.purges(), wakes, clock, mishaps);
        WorkingFiles working = new WorkingFiles(new UsedEngines(machinery.engines()), machinery.folders());
        ApplyRules rules = new ApplyRules(store, moves, working, settings.retention(), wakes, clock, mishaps);
        ForgetKeys forget = new ForgetKeys(store, clock);
        SettleLaunch settleLaunch = new SettleLaunch(machinery, settings.interval(), mishaps);
        this.recover = new RecoverRuns(store, tellStore, settleLaunch, launch, acts.launches());
        this.loops = List.of(
                new Loop("claim runs", claim::step, wakes.claims(), mishaps),
                new Loop("watch jobs", watch::step, wakes.watch(), mishaps),
                new Loop("cancel runs", cancel::step, wakes.cancels(), mishaps),
                new Loop("expire runs", expire::step, new Waiter(settings.interval()), mishaps),
                new Loop("purge runs", purge::step, wakes.purges(), mishaps),
                new Loop("apply the rules of retention", rules::step, wakes.retention(), mishaps),
                new Loop("forget keys", forget::step, new Waiter(HOUSEKEEPING), mishaps));
    }

    /** Takes up what an earlier server left under way, then whatever comes. */
    public void start() {
        for (Executor executor : machinery.executors()) {
            executor.onEnd(wakes.watch()::wakeOrSkipNextWait);
        }
        recover.run();
        loops.forEach(Loop::start);
    }

    /** A run was accepted. */
    public void runAccepted() {
        wakes.claims().wakeOrSkipNextWait();
    }

    /** A run is to be stopped. */
    public void cancelAsked() {
        wakes.cancels().wakeOrSkipNextWait();
    }

    /** A run is to be purged. */
    public void purgeAsked() {
        wakes.purges().wakeOrSkipNextWait();
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
