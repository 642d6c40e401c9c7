package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Limits;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.job.StopSignal;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

class ExpireRunsTest {

    private static final Limits AN_HOUR = new Limits(Duration.ofHours(1), null);
    private static final Limits HUNDRED_BYTES = new Limits(null, 100L);

    @TempDir
    Path folder = Path.of("");

    private Rig rig;

    @BeforeEach
    void set() throws Exception {
        rig = new Rig(new MemoryRunStore(), folder, 10);
        rig.executor.onCancel =
                status -> status instanceof JobStatus.Running ? new JobStatus.Exited(143, rig.now.get()) : status;
    }

    private void pass(Duration time) {
        rig.now.set(rig.now.get().plus(time));
    }

    private RunFolder files(RunId id) {
        return rig.machinery.folders().of(id);
    }

    private static void write(Path file, int bytes) throws Exception {
        Files.write(file, new byte[bytes]);
    }

    @Test
    void overItsTimeItIsStoppedAndTold() throws Exception {
        rig.engine.limits = AN_HOUR;
        StopOrder order = new StopOrder(List.of(StopSignal.INT), Duration.ofSeconds(5));
        rig.engine.stopOrder = _ -> order;
        RunId id = rig.running();
        pass(Duration.ofMinutes(59));
        rig.expireAndFinish();
        assertThat(rig.executor.canceled).isEmpty();
        pass(Duration.ofMinutes(1));
        rig.expireAndFinish();
        assertThat(rig.executor.canceled).containsExactly(rig.job(id));
        assertThat(rig.executor.orders).containsExactly(order);
        assertThat(rig.executor.swept).containsExactly(rig.job(id));
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.run(id).exitCode()).isEqualTo(143);
        assertThat(rig.lastWord(id)).contains("stopped after 3600 s", "fake 1.0", "may take 3600 s", "limits.runTime");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aRunMayAskForLessTimeOrMoreUpToTheMost() throws Exception {
        rig.engine.limits = new Limits(Duration.ofHours(1), Duration.ofHours(3), null);
        RunId brief = Rig.submit(rig.store, rig.now.get(), Map.of("max-run-time", "30m"));
        RunId usual = rig.submit();
        RunId lengthy = Rig.submit(rig.store, rig.now.get(), Map.of("max-run-time", "7200"));
        rig.claimAndLaunch();
        pass(Duration.ofMinutes(30));
        rig.expireAndFinish();
        assertThat(List.of(rig.state(brief), rig.state(usual), rig.state(lengthy)))
                .containsExactly(RunState.SYSTEM_ERROR, RunState.RUNNING, RunState.RUNNING);
        assertThat(rig.lastWord(brief)).contains("may take 1800 s", "max-run-time");

        // A server that is started anew knows of it by the run alone.
        Rig next = new Rig(rig.store, folder, 10);
        next.executor.onCancel = rig.executor.onCancel;
        next.engine.limits = rig.engine.limits;
        next.recoverAndLaunch();
        next.now.set(rig.now.get().plus(Duration.ofMinutes(30)));
        List.of(usual, lengthy).forEach(id -> next.executor.now(rig.job(id), new JobStatus.Running()));
        next.expireAndFinish();
        assertThat(List.of(next.state(usual), next.state(lengthy)))
                .containsExactly(RunState.SYSTEM_ERROR, RunState.RUNNING);
        next.now.set(next.now.get().plus(Duration.ofHours(1)));
        next.expireAndFinish();
        assertThat(next.state(lengthy)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(next.lastWord(lengthy)).contains("may take 7200 s");
    }

    @Test
    void askedForWhereNothingIsLimitedItCountsAllTheSame() throws Exception {
        RunId id = Rig.submit(rig.store, rig.now.get(), Map.of("max-run-time", "2s"));
        rig.claimAndLaunch();
        pass(Duration.ofSeconds(2));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
    }

    @Test
    void whatIsAllowedByNowCountsNotWhatWasThen() throws Exception {
        RunId id = Rig.submit(rig.store, rig.now.get(), Map.of("max-run-time", "12h"));
        rig.claimAndLaunch();
        rig.engine.limits = AN_HOUR;
        pass(Duration.ofHours(1));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
    }

    @Test
    void withoutLimitsARunMayTakeForEver() throws Exception {
        RunId id = rig.running();
        write(files(id).work().resolve("large"), 100_000);
        pass(Duration.ofDays(1_000));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.executor.canceled).isEmpty();
    }

    @Test
    void tooManyBytesInItsFolders() throws Exception {
        rig.engine.limits = HUNDRED_BYTES;
        RunId id = rig.running();
        write(files(id).work().resolve("a"), 40);
        write(files(id).outputs().resolve("b"), 40);
        write(files(id).engine().resolve("c"), 20);
        // Neither counts: what goes with the run, and what lies elsewhere.
        write(files(id).tmp().resolve("d"), 1_000);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        write(elsewhere.resolve("e"), 1_000);
        Files.createSymbolicLink(files(id).work().resolve("folder"), elsewhere);
        Files.createSymbolicLink(files(id).work().resolve("file"), elsewhere.resolve("e"));
        Files.createLink(
                files(id).outputs().resolve("the same as a"), files(id).work().resolve("a"));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);

        write(files(id).work().resolve("f"), 1);
        pass(ExpireRuns.BETWEEN_MEASUREMENTS);
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("101 bytes", "may have 100 bytes", "limits.outputSize");
    }

    @Test
    void itIsMeasuredNowAndThenOnly() throws Exception {
        rig.engine.limits = HUNDRED_BYTES;
        RunId id = rig.running();
        rig.expireAndFinish();
        write(files(id).work().resolve("large"), 101);
        pass(ExpireRuns.BETWEEN_MEASUREMENTS.minusMillis(1));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        pass(Duration.ofMillis(1));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
    }

    @Test
    void notBeforeItIsConfirmed() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        for (JobStatus unsure : new JobStatus[] {new JobStatus.Running(), new JobStatus.Waiting()}) {
            rig.executor.onCancel = _ -> unsure;
            rig.expireAndFinish();
            assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        }
        rig.executor.onCancel = _ -> new JobStatus.Gone("killed");
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.executor.canceled).hasSize(3);
    }

    @Test
    void processesThatEndedWhileTheirContainersCouldNotBeSeenAreStillStoppedOnes() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        rig.executor.onCancel = _ -> new JobStatus.Unreachable("the daemon does not answer");
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, rig.now.get()));
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("stopped after 7200 s");
    }

    @Test
    void whatEndedByItselfIsNotStopped() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, rig.now.get()));
        rig.expireAndFinish();
        assertThat(rig.executor.canceled).isEmpty();
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
    }

    @Test
    void itsEndIsToldOnce() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        rig.executor.onStop = () -> {
            stopping.countDown();
            goOn.await();
        };
        rig.expire.step();
        stopping.await();
        // The signal was heeded, which the watch sees at once.
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, rig.now.get()));
        rig.watch.step();
        rig.expire.step();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        goOn.countDown();
        rig.finishing.close(Duration.ofSeconds(30));
        rig.watchAndFinish();
        assertThat(rig.history(id))
                .containsExactly(RunState.QUEUED, RunState.INITIALIZING, RunState.RUNNING, RunState.SYSTEM_ERROR);
        assertThat(rig.executor.canceled).hasSize(1);
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aRestartInTheMiddleKnowsWhyItWasStopped() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        rig.executor.onStop = () -> {
            // The processes have ended, and the server is gone before it could say so.
            rig.executor.now(rig.job(id), new JobStatus.Exited(1, rig.now.get()));
            throw new InterruptedException("killed");
        };
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);

        Rig next = new Rig(rig.store, folder, 10);
        next.recoverAndLaunch();
        next.executor.now(rig.job(id), rig.executor.status(rig.job(id)));
        next.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.run(id).exitCode()).isEqualTo(1);
        assertThat(rig.lastWord(id)).contains("stopped after 7200 s", "limits.runTime");
    }

    @Test
    void theTimeBeforeARestartCounts() throws Exception {
        RunId id = rig.running();
        Rig next = new Rig(rig.store, folder, 10);
        next.recoverAndLaunch();
        next.engine.limits = AN_HOUR;
        next.executor.now(rig.job(id), new JobStatus.Running());
        next.now.set(rig.now.get().plus(Duration.ofHours(1)));
        next.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
    }

    @Test
    void aCancelMeanwhileDecides() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        pass(Duration.ofHours(2));
        CountDownLatch stopping = new CountDownLatch(1);
        rig.executor.onStop = () -> {
            stopping.countDown();
            new CountDownLatch(1).await();
        };
        rig.expire.step();
        stopping.await();
        rig.askToCancel(id);
        rig.executor.onStop = () -> {};
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aPipeInThePlaceOfTheReasonIsNoReason() throws Exception {
        RunId id = rig.running();
        assertThat(new ProcessBuilder("mkfifo", files(id).expired().toString())
                        .start()
                        .waitFor())
                .isZero();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, rig.now.get()));
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
    }

    @Test
    void aReasonThatCannotBeKeptStopsTheRunAllTheSame() throws Exception {
        rig.engine.limits = AN_HOUR;
        RunId id = rig.running();
        Files.createDirectory(files(id).expired());
        pass(Duration.ofHours(2));
        rig.expireAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.SYSTEM_ERROR);
        assertThat(rig.lastWord(id)).contains("limits.runTime");
        assertThat(rig.mishaps).hasSize(1);
    }
}
