package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.HookPoint;
import org.westerly.server.executor.local.RunCommand;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.StagingException;
import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.memory.MemoryRunStore;

/**
 * What is run after a run, and what may happen to it.
 *
 * <p>Long because hooks meet every kind of end, of their runs and of their servers, and all are told with one rig.
 */
class RunHooksTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:01Z");

    @TempDir
    Path folder = Path.of("");

    private Rig rig;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Command> ran = new CopyOnWriteArrayList<>();

    @BeforeEach
    void set() throws Exception {
        rig = new Rig(new MemoryRunStore(), folder, 10);
        rig.engine.hooks = (point, run) -> {
            asked.add(point + " " + run.state() + " " + run.exitCode() + " while " + rig.state(run.id()));
            return Optional.of(hook(point, run));
        };
        rig.commands.set(command -> {
            ran.add(command);
            return new CommandEnd.Exited(0, "");
        });
    }

    private HookCall hook(HookPoint point, Run run) {
        return new HookCall(
                "on-" + point,
                List.of("hook", point.name()),
                Map.of("STATE", run.state().name()),
                rig.machinery.folders().of(run.id()).work(),
                Duration.ofSeconds(20));
    }

    private RunId ended(JobStatus status) throws Exception {
        RunId id = rig.running();
        rig.executor.now(rig.job(id), status);
        rig.watchAndFinish();
        return id;
    }

    private List<String> told(RunId id) {
        return rig.run(id).systemLogs().stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    @Test
    void afterASuccessAndBeforeItIsStored() throws Exception {
        RunId id = ended(new JobStatus.Exited(0, AT));

        assertThat(asked).containsExactly("SUCCESS COMPLETE 0 while RUNNING", "ALWAYS COMPLETE 0 while RUNNING");
        assertThat(ran)
                .containsExactly(
                        new Command(
                                id.value(),
                                List.of("hook", "SUCCESS"),
                                Map.of("STATE", "COMPLETE", "HOOK_KEY", id + "-success-complete", "HOOK_TRY", "1"),
                                rig.machinery.folders().of(id).work(),
                                Duration.ofSeconds(20),
                                Optional.of(
                                        rig.machinery.folders().of(id).hooks().resolve("success-complete-1"))),
                        new Command(
                                id.value(),
                                List.of("hook", "ALWAYS"),
                                Map.of("STATE", "COMPLETE", "HOOK_KEY", id + "-always-complete", "HOOK_TRY", "1"),
                                rig.machinery.folders().of(id).work(),
                                Duration.ofSeconds(20),
                                Optional.of(
                                        rig.machinery.folders().of(id).hooks().resolve("always-complete-1"))));
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(told(id)).containsExactly("planned");
    }

    @Test
    void afterEveryKindOfFailure() throws Exception {
        ended(new JobStatus.Exited(3, AT));
        ended(new JobStatus.Gone("lost"));
        ended(new JobStatus.Preempted("node drained"));
        rig.staging.set((_, _, _, _) -> {
            throw new StagingException("it cannot be had");
        });
        rig.submit();
        rig.claimAndLaunch();

        assertThat(asked)
                .containsExactly(
                        "FAILURE EXECUTOR_ERROR 3 while RUNNING",
                        "ALWAYS EXECUTOR_ERROR 3 while RUNNING",
                        "FAILURE SYSTEM_ERROR null while RUNNING",
                        "ALWAYS SYSTEM_ERROR null while RUNNING",
                        "FAILURE PREEMPTED null while RUNNING",
                        "ALWAYS PREEMPTED null while RUNNING",
                        "FAILURE SYSTEM_ERROR null while INITIALIZING",
                        "ALWAYS SYSTEM_ERROR null while INITIALIZING");
    }

    @Test
    void afterACancelWhenNothingIsAlive() throws Exception {
        RunId id = rig.running();
        rig.askToCancel(id);
        rig.executor.onCancel = _ -> new JobStatus.Unreachable("no answer");
        rig.cancelAndConfirm();
        assertThat(asked).isEmpty();
        rig.executor.onCancel = _ -> new JobStatus.Exited(143, AT);
        rig.cancelAndConfirm();

        assertThat(asked)
                .containsExactly("CANCELED CANCELED 143 while CANCELING", "ALWAYS CANCELED 143 while CANCELING");
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
    }

    @Test
    void notForARunThatNobodyHasBegunToWorkOn() {
        RunId id = rig.submit();
        rig.askToCancel(id);
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(asked).isEmpty();
    }

    @Test
    void aLaunchThatWasCalledOffHasAFolderForItsHooks() throws Exception {
        RunId id = rig.submit();
        rig.moves.require(id, new RunEvent.Claimed(1));
        rig.askToCancel(id);
        rig.commands.set(command -> {
            assertThat(command.folder()).isDirectory();
            ran.add(command);
            return new CommandEnd.Exited(0, "");
        });
        rig.cancelAndConfirm();
        assertThat(ran).hasSize(2);
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void whateverBecomesOfThemTheEndStays() throws Exception {
        List<CommandEnd> ends = new ArrayList<>(List.of(
                new CommandEnd.Exited(9, "first\n\n\u001B[31msecond\u001B[0m\n"),
                new CommandEnd.TimedOut("half a li")));
        rig.commands.set(_ -> ends.removeFirst());
        RunId complete = ended(new JobStatus.Exited(0, AT));
        assertThat(rig.state(complete)).isEqualTo(RunState.COMPLETE);
        assertThat(told(complete))
                .containsExactly(
                        "planned",
                        "on-SUCCESS: first",
                        "on-SUCCESS: second",
                        "on-SUCCESS failed with exit code 9",
                        "on-ALWAYS: half a li",
                        "on-ALWAYS was killed, because it took longer than 20 s");

        ends.addAll(
                List.of(new CommandEnd.NotStarted("the program 'hook' was not found"), new CommandEnd.Exited(0, "")));
        RunId failed = ended(new JobStatus.Exited(3, AT));
        assertThat(rig.state(failed)).isEqualTo(RunState.EXECUTOR_ERROR);
        assertThat(told(failed))
                .containsExactly(
                        "planned",
                        "a task failed",
                        "on-FAILURE could not be started: the program 'hook' was not found");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void oneThatCannotEvenBePlannedIsTold() throws Exception {
        rig.engine.hooks = (point, run) -> {
            if (point == HookPoint.SUCCESS) {
                throw new IllegalStateException("/secret/path");
            }
            return Optional.of(hook(point, run));
        };
        RunId id = ended(new JobStatus.Exited(0, AT));
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(rig.lastWord(id)).contains("SUCCESS could not be run").doesNotContain("/secret");
        assertThat(ran).hasSize(1);
        assertThat(rig.mishaps).hasSize(1);
    }

    @Test
    void theTemporaryFilesAreThereForThem() throws Exception {
        RunId id = rig.running();
        Path left = Files.writeString(rig.machinery.folders().of(id).tmp().resolve("left"), "x");
        rig.commands.set(command -> {
            assertThat(left).exists();
            ran.add(command);
            return new CommandEnd.Exited(0, "");
        });
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watchAndFinish();
        assertThat(ran).hasSize(2);
        assertThat(left).doesNotExist();
    }

    /** A hook that works until the thread that runs it is interrupted, as the real one would be killed then. */
    private CountDownLatch endless() {
        CountDownLatch works = new CountDownLatch(1);
        rig.commands.set(command -> {
            ran.add(command);
            works.countDown();
            new CountDownLatch(1).await();
            return new CommandEnd.Exited(0, "");
        });
        return works;
    }

    @Test
    void aServerThatStopsMeanwhileRunsThemAgain() throws Exception {
        CountDownLatch works = endless();
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watch.step();
        works.await();
        rig.finishing.close(Duration.ofMillis(1));
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        rig.commands.set(command -> {
            ran.add(command);
            return new CommandEnd.Exited(0, "");
        });
        rig.watchAndFinish();
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(ran).extracting(Command::argv).map(List::getLast).containsExactly("SUCCESS", "SUCCESS", "ALWAYS");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aCancelMeanwhileEndsThemFirst() throws Exception {
        CountDownLatch works = endless();
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watch.step();
        works.await();
        rig.askToCancel(id);
        rig.commands.set(command -> {
            ran.add(command);
            return new CommandEnd.Exited(0, "");
        });
        rig.executor.onCancel = status -> status;
        rig.cancelAndConfirm();
        assertThat(rig.state(id)).isEqualTo(RunState.CANCELED);
        assertThat(ran).extracting(Command::argv).map(List::getLast).containsExactly("SUCCESS", "CANCELED", "ALWAYS");
        assertThat(rig.mishaps).isEmpty();
    }

    /** A zombie does not: nobody may ask after it in a container. */
    private static boolean works(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void aServerThatStopsLeavesNoneOfThemRunning() throws Exception {
        rig.commands.set(new RunCommand());
        rig.engine.hooks = (_, run) -> Optional.of(new HookCall(
                "endless",
                List.of("sh", "-c", "trap '' TERM; echo $$ >pid; while :; do sleep 78; done"),
                Map.of("PATH", "/usr/bin:/bin"),
                rig.machinery.folders().of(run.id()).work(),
                Duration.ofMinutes(5)));
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watch.step();
        Path file = rig.machinery.folders().of(id).work().resolve("pid");
        String pid = await().pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(file) ? Files.readString(file).strip() : "", it -> !it.isEmpty());
        rig.finishing.close(Duration.ofMillis(1));
        assertThat(works(pid)).isFalse();
        assertThat(rig.state(id)).isEqualTo(RunState.RUNNING);
        assertThat(rig.mishaps).isEmpty();
    }

    private void realHook(String script) {
        rig.commands.set(new RunCommand());
        rig.engine.hooks = (point, run) -> point == HookPoint.ALWAYS
                ? Optional.empty()
                : Optional.of(new HookCall(
                        "publish",
                        List.of("sh", "-c", script),
                        Map.of("PATH", "/usr/bin:/bin"),
                        rig.machinery.folders().of(run.id()).work(),
                        Duration.ofMinutes(5)));
    }

    @Test
    void oneThatCameToItsEndIsNotRunAgainThoughItsServerIsGone() throws Exception {
        realHook("echo $HOOK_KEY $HOOK_TRY >>../tries; exit 4");
        RunId id = rig.running();
        Run ended = rig.moves
                .preview(id, new RunEvent.Succeeded(0, "{}", List.of()))
                .orElseThrow();
        RunHooks gone = new RunHooks(rig.machinery, rig.moves, rig::survived);
        var _ = gone.after(rig.run(id), new RunEvent.Succeeded(0, "{}", List.of()));
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watchAndFinish();

        assertThat(rig.state(id)).isEqualTo(ended.state());
        assertThat(rig.machinery.folders().of(id).root().resolve("tries")).hasContent(id + "-success-complete 1");
        assertThat(rig.lastWord(id)).contains("publish had been run by a server that is gone, with exit code 4");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void oneThatWasBrokenOffIsRunAgainAndCanTell() throws Exception {
        realHook("echo $HOOK_KEY $HOOK_TRY >>../tries; [ $HOOK_TRY = 2 ] || sleep 79");
        RunId id = rig.running();
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watch.step();
        Path tries = rig.machinery.folders().of(id).root().resolve("tries");
        await().pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(tries));
        rig.finishing.close(Duration.ofMillis(1));
        rig.watchAndFinish();

        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(tries).hasContent(id + "-success-complete 1\n" + id + "-success-complete 2");
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aServerThatWakesUpBeginsNoneThatAnotherHasBegun() throws Exception {
        realHook("echo $HOOK_TRY >>../tries");
        RunId id = rig.running();
        CommandEnd[] late = new CommandEnd[1];
        RunCommand real = new RunCommand();
        rig.commands.set(stopped -> {
            // It stands still just before the start, while another one tells the end.
            rig.commands.set(real);
            var _ = new RunHooks(rig.machinery, rig.moves, rig::survived)
                    .after(rig.run(id), new RunEvent.Succeeded(0, "{}", List.of()));
            late[0] = real.run(stopped);
            return late[0];
        });
        rig.executor.now(rig.job(id), new JobStatus.Exited(0, AT));
        rig.watchAndFinish();

        assertThat(late[0]).isEqualTo(new CommandEnd.NotStarted("another server has begun it"));
        assertThat(rig.machinery.folders().of(id).root().resolve("tries")).hasContent("1");
    }

    @Test
    void aServerThatWakesUpTakesWhatAnotherIsRunningForNoBrokenOne() throws Exception {
        RunId id = rig.running();
        Run before = rig.run(id);
        RunFolder at = rig.machinery.folders().of(id);
        assertThat(HookTry.next(at, HookPoint.ALWAYS, before).number()).isEqualTo(1);

        // Who takes it over was there first: its epoch is the smaller one.
        Run after = rig.moves.require(id, new RunEvent.TakenOver(before.epoch() - 1, ""));
        HookTry others = HookTry.next(at, HookPoint.ALWAYS, after);
        Files.createFile(others.gate());
        assertThatThrownBy(() -> HookTry.next(at, HookPoint.ALWAYS, before)).isInstanceOf(InterruptedException.class);
        assertThat(HookTry.next(at, HookPoint.ALWAYS, after).number()).isEqualTo(2);
    }

    @Test
    void withRealProcesses() throws Exception {
        rig.commands.set(new RunCommand());
        rig.engine.hooks = (point, run) -> point == HookPoint.ALWAYS
                ? Optional.empty()
                : Optional.of(new HookCall(
                        "publish",
                        List.of("sh", "-c", "echo the run is $STATE; echo done >published; exit 4"),
                        Map.of("PATH", "/usr/bin:/bin", "STATE", run.state().name()),
                        rig.machinery.folders().of(run.id()).work(),
                        Duration.ofSeconds(20)));
        RunId id = ended(new JobStatus.Exited(0, AT));
        assertThat(rig.state(id)).isEqualTo(RunState.COMPLETE);
        assertThat(told(id))
                .containsExactly("planned", "publish: the run is COMPLETE", "publish failed with exit code 4");
        assertThat(rig.machinery.folders().of(id).work().resolve("published")).hasContent("done");
    }
}
