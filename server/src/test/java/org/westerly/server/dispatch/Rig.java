package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.westerly.server.engine.Engines;
import org.westerly.server.executor.Commands;
import org.westerly.server.executor.Executor;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Staged;
import org.westerly.server.files.Staging;
import org.westerly.server.files.Uploads;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.StopOrder;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.queue.ChooseRuns;
import org.westerly.server.queue.FindOverdue;
import org.westerly.server.queue.Gates;
import org.westerly.server.queue.KeepOpenTimes;
import org.westerly.server.queue.QueueRules;
import org.westerly.server.queue.RunQueue;
import org.westerly.server.queue.WaitLimits;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Seat;

/** The acts of a dispatcher, put together so that a test can make each step by itself and wait for what it began. */
final class Rig {

    /** How the site stops runs. */
    static final StopOrder STOP = StopOrder.term(Duration.ofMillis(300));

    static final Seat SEAT = new Seat("one", "here");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    final InstantSource clock = now::get;
    final List<Throwable> mishaps = new CopyOnWriteArrayList<>();
    final List<String> noticed = new CopyOnWriteArrayList<>();
    final ScriptedExecutor executor = new ScriptedExecutor();
    final FakeEngine engine = new FakeEngine();
    final AtomicReference<Staging> staging =
            new AtomicReference<>((_, request, _, _) -> new Staged(request.workflowUrl(), request.workflowParams()));
    final AtomicReference<Commands> commands = new AtomicReference<>(_ -> {
        throw new AssertionError("no hook is expected");
    });
    final Wakes wakes = Wakes.every(Duration.ofMillis(1), Duration.ofMillis(1));

    final RunStore store;
    final RunMoves moves;
    final Machinery machinery;
    final FollowLogs logs;
    final Acts acts = Acts.reportingTo(this::survived);
    final UnderWay launches = acts.launches();
    final UnderWay finishing = acts.finishing();
    final UnderWay cancels = acts.cancels();
    final ClaimRuns claim;
    final WatchJobs watch;
    final CancelRuns cancel;
    final ExpireRuns expire;
    final Lease lease;
    final TakeOverRuns takeOver;
    private final RecoverRun recover;
    private final TellStore tellStore;
    final PurgeRuns purge;
    private final EndLeftovers leftovers;

    Rig(RunStore store, Path folder, int maxConcurrent) throws IOException {
        this(store, folder, maxConcurrent, true);
    }

    Rig(RunStore store, Path folder, int maxConcurrent, boolean engineInstalled) throws IOException {
        this.store = store;
        this.lease = new Lease(store, SEAT, Duration.ofHours(1));
        lease.enter();
        this.moves = new RunMoves(store, clock, lease::epoch);
        this.logs = new FollowLogs(clock, this::survived);
        this.machinery = machinery(folder, List.of(executor), engineInstalled);
        WrapUp wrapUp =
                new WrapUp(store, machinery, logs, new RunHooks(machinery, moves, this::survived), this::survived);
        tellStore = new TellStore(store, moves, Duration.ofMillis(1), this::survived);
        LaunchRun launch = new LaunchRun(lease, machinery, logs, tellStore, wrapUp, wakes, this::survived);
        claim = new ClaimRuns(moves, lease, maxConcurrent, choose(), tellStore, launch, launches);
        FinishRun finish = new FinishRun(machinery, moves, wrapUp, wakes, this::survived);
        watch = new WatchJobs(lease, machinery, finish, finishing, this::survived);
        cancel = new CancelRuns(lease, moves, machinery, acts, wrapUp, wakes, this::survived);
        ExpireRun expireRun = new ExpireRun(store, machinery, finish, finishing, this::survived);
        expire = new ExpireRuns(store, lease, machinery, expireRun, acts.measuring(), clock);
        leftovers = new EndLeftovers(store, machinery, cancels, new Mishaps() {
            @Override
            public void survived(String during, Throwable fault) {
                Rig.this.survived(during, fault);
            }

            @Override
            public void noticed(String what) {
                noticed.add(what);
            }
        });
        purge = new PurgeRuns(store, new RemoveRun(machinery, moves), acts.purges(), wakes, clock, this::survived);
        recover = new RecoverRun(
                lease, tellStore, new SettleLaunch(machinery, Duration.ofMillis(1), this::survived), launch);
        takeOver = patient(Duration.ofHours(1));
    }

    /** Waits so long for a server on another machine. */
    TakeOverRuns patient(Duration lostAfter) {
        return new TakeOverRuns(store, moves, lease, lostAfter, tellStore, recover, launches);
    }

    Machinery machinery(Path folder, List<Executor> executors, boolean engineInstalled) throws IOException {
        return new Machinery(
                new Engines(engineInstalled ? List.of(engine) : List.of(), Map.of()),
                executors,
                command -> commands.get().run(command),
                new RunFolders(folder),
                (id, request, at, ours) -> staging.get().stage(id, request, at, ours),
                new Uploads(folder.resolve("uploads"), "one"),
                STOP);
    }

    /** First come, first served. */
    ChooseRuns choose() {
        return new ChooseRuns(store, QueueRules.plain(1), Gates.NONE, clock);
    }

    /** The same; and whoever waits may wait for ever. */
    RunQueue queue() {
        KeepOpenTimes times = new KeepOpenTimes(Path.of("not-there"), Gates.NONE, clock);
        return new RunQueue(choose(), new FindOverdue(store, WaitLimits.NONE, times));
    }

    void survived(String during, Throwable fault) {
        mishaps.add(new AssertionError(during, fault));
    }

    static RunId submit(RunStore store, Instant now) {
        return submit(store, now, Map.of());
    }

    static RunId submit(RunStore store, Instant now, Map<String, String> engineParameters) {
        RunId id = RunId.mint(now);
        EngineChoice choice = FakeEngine.CHOICE;
        store.insert(
                Run.accepted(id, Owner.ANONYMOUS, choice, Map.of(), List.of(), now),
                new RunRequest("wf.fake", "FAKE", "1.0", null, null, null, engineParameters, Map.of(), List.of()),
                null);
        return id;
    }

    RunId submit() {
        return submit(store, now.get());
    }

    /** A run whose engine works. */
    RunId running() throws InterruptedException {
        RunId id = submit();
        claimAndLaunch();
        assertThat(state(id)).isEqualTo(RunState.RUNNING);
        return id;
    }

    void claimAndLaunch() throws InterruptedException {
        claim.step();
        launches.close(PATIENCE);
    }

    void watchAndFinish() throws InterruptedException {
        watch.step();
        finishing.close(PATIENCE);
    }

    void cancelAndConfirm() throws InterruptedException {
        cancel.step();
        cancels.close(PATIENCE);
    }

    void expireAndFinish() throws InterruptedException {
        expire.step();
        acts.measuring().close(PATIENCE);
        finishing.close(PATIENCE);
    }

    void purgeAndWait() throws InterruptedException {
        purge.step();
        acts.purges().close(PATIENCE);
    }

    void endLeftovers() throws InterruptedException {
        leftovers.step();
        cancels.close(PATIENCE);
    }

    /** As a server that begins in the place of one that was killed. */
    void restart() {
        lease.enter();
        takeOver.step();
    }

    void recoverAndLaunch() throws InterruptedException {
        restart();
        launches.close(PATIENCE);
    }

    void askToCancel(RunId id) {
        moves.require(id, new RunEvent.CancelRequested("anonymous"));
    }

    Run run(RunId id) {
        return store.get(id).orElseThrow();
    }

    RunState state(RunId id) {
        return run(id).state();
    }

    JobRef job(RunId id) {
        JobRef job = run(id).job();
        assertThat(job).isNotNull();
        return java.util.Objects.requireNonNull(job);
    }

    List<RunState> history(RunId id) {
        return store.journal(id).stream().map(JournalEntry::to).toList();
    }

    String lastWord(RunId id) {
        return run(id).systemLogs().getLast();
    }
}
