package org.westerly.server.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.job.StopSignal;

/**
 * What every executor must do; inherited by the tests of each.
 *
 * <p>Long because it is one contract, read from top to bottom, that every executor inherits whole.
 */
public abstract class ExecutorContract {

    @TempDir
    protected Path folder = Path.of("");

    protected Executor executor;

    private int slots;
    private @Nullable JobRef last;

    private static final StopOrder STOP = StopOrder.term(Duration.ofMillis(300));

    /** A new executor that knows nothing of the others. */
    protected abstract Executor create();

    protected JobStatus cancel(JobRef job) throws InterruptedException {
        return executor.cancel(job, STOP);
    }

    @BeforeEach
    void open() {
        executor = create();
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        if (last != null) {
            cancel(last);
        }
        executor.close();
    }

    protected JobSpec spec(String... argv) {
        return spec(Map.of("PATH", "/usr/bin:/bin"), argv);
    }

    protected JobSpec spec(Map<String, String> environment, String... argv) {
        slots++;
        return new JobSpec(
                folder.resolve("job-" + slots),
                "label-" + folder.getFileName() + "-" + slots,
                List.of(argv),
                environment,
                folder,
                folder.resolve("stdout"),
                folder.resolve("stderr"));
    }

    protected JobRef submit(JobSpec spec) throws JobNotStartedException {
        JobRef job = executor.submit(spec);
        last = job;
        return job;
    }

    protected JobStatus status(JobRef job) {
        return Optional.ofNullable(executor.poll(Set.of(job)).get(job)).orElseThrow();
    }

    protected JobStatus ended(JobRef job) {
        return await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> status(job), status -> !(status instanceof JobStatus.Running));
    }

    protected JobStatus run(JobSpec spec) throws JobNotStartedException {
        return ended(submit(spec));
    }

    protected String stdout() throws IOException {
        return Files.readString(folder.resolve("stdout"));
    }

    protected String stderr() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    /** A number that the job wrote into a file, once it has. */
    protected long number(String file) {
        Path path = folder.resolve(file);
        String text = await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(path) ? Files.readString(path) : "", it -> it.endsWith("\n"));
        return Long.parseLong(text.strip());
    }

    /** A zombie counts as dead: it is nobody's any more, and in a container it may never be collected. */
    protected static boolean alive(long pid) {
        return state(pid) != 'Z';
    }

    /** As proc(5) calls it; Z for one that is not there. */
    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'Z';
        }
    }

    @Test
    void theExitCodeIsTheProgramsOwn() throws Exception {
        for (int code : new int[] {0, 1, 7, 126, 127, 255}) {
            Instant before = Instant.now().minusSeconds(1);
            JobStatus status = run(spec("sh", "-c", "exit " + code));
            assertThat(status).isInstanceOfSatisfying(JobStatus.Exited.class, exited -> {
                assertThat(exited.code()).isEqualTo(code);
                assertThat(exited.at()).isBetween(before, Instant.now().plusSeconds(1));
            });
        }
    }

    @Test
    void aSignalsNumberIsAddedTo128() throws Exception {
        assertThat(run(spec("sh", "-c", "kill -s KILL $$")))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(137));
    }

    @Test
    void outputGoesToTheFilesAndIsAppended() throws Exception {
        Files.writeString(folder.resolve("stdout"), "kept\n");
        run(spec("sh", "-c", "echo out; echo err >&2"));
        assertThat(stdout()).isEqualTo("kept\nout\n");
        assertThat(stderr()).isEqualTo("err\n");
    }

    @Test
    void theEnvironmentIsTheOneGivenAndAMarker() throws Exception {
        Map<String, String> given = new HashMap<>(Map.of(
                "PATH", "/usr/bin:/bin",
                "EMPTY", "",
                "TWO_LINES", "one\ntwo",
                "QUOTES", "'\"$HOME`id`\\ ",
                "lower", " ä ☃ "));
        JobSpec spec = spec(given, "/usr/bin/env", "-0");
        run(spec);
        Map<String, String> seen = Stream.of(stdout().split("\0", 0))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
        // Where sh is bash it puts these there as it becomes the program, whatever one does.
        seen.keySet().removeAll(Set.of("SHLVL", "_"));
        given.put("WESTERLY_JOB", spec.label());
        assertThat(seen).isEqualTo(given);
    }

    @Test
    void argumentsArriveUntouched() throws Exception {
        String[] odd = {"", " ", "a b", "two\nlines", "'", "\"", "--", "-n", "$HOME", "*", "`id`", "\\", "ä☃", "x\n"};
        List<String> argv = new java.util.ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(List.of(odd));
        run(spec(argv.toArray(String[]::new)));
        assertThat(stdout()).isEqualTo(String.join("\0", odd) + "\0");
    }

    @Test
    void theWorkingDirectoryIsTheFolderAndThereIsNoInput() throws Exception {
        assertThat(run(spec("sh", "-c", "pwd -P; cat"))).isInstanceOf(JobStatus.Exited.class);
        assertThat(stdout()).isEqualTo(folder.toRealPath() + "\n");
    }

    @Test
    void signalsHaveTheirDefaultMeaning() throws Exception {
        run(spec("grep", "SigIgn", "/proc/self/status"));
        // What the test itself was told to ignore no shell can give back; the two above 31 are the C library's own.
        long inherited = ignored(Files.readString(Path.of("/proc/self/status")));
        assertThat(ignored(stdout()) & ~inherited & 0x7fff_ffffL).isZero();
    }

    private static long ignored(String status) {
        return status.lines()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMissingProgramIsNotStarted() throws Exception {
        for (String program : List.of("/nonexistent/program", "no-such-program")) {
            assertThat(run(spec(program, "x")))
                    .isInstanceOfSatisfying(
                            JobStatus.NotStarted.class,
                            status -> assertThat(status.why())
                                    .as("a user reads it, whom the server's paths do not concern")
                                    .contains("'" + Path.of(program).getFileName() + "'")
                                    .contains("not found"));
        }
    }

    @Test
    void aFileThatIsNoProgramIsNotStarted() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "text");
        assertThat(run(spec(file.toString())))
                .isInstanceOfSatisfying(
                        JobStatus.NotStarted.class,
                        status -> assertThat(status.why()).contains("executable"));
        Path script = Files.writeString(folder.resolve("script"), "#!/nonexistent/interpreter\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(run(spec(script.toString())))
                .isInstanceOfSatisfying(
                        JobStatus.NotStarted.class,
                        status -> assertThat(status.why()).contains("interpreter"));
    }

    @Test
    void whatCannotBePassedOnIsRefused() {
        assertThatThrownBy(() -> executor.submit(spec(Map.of("A.B", "1"), "true")))
                .isInstanceOf(JobNotStartedException.class)
                .hasMessageContaining("A.B");
        assertThatThrownBy(() -> executor.submit(spec("true", "a\0b"))).isInstanceOf(JobNotStartedException.class);
        assertThatThrownBy(() -> executor.submit(spec("true", "x".repeat(3_000_000))))
                .isInstanceOf(JobNotStartedException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void anOutputFileThatCannotBeMadeStartsNothing() {
        JobSpec good = spec("touch", "ran");
        JobSpec bad = new JobSpec(
                good.slot(),
                good.label(),
                good.argv(),
                good.environment(),
                good.folder(),
                folder.resolve("no/such/folder/stdout"),
                good.stderr());
        assertThatThrownBy(() -> executor.submit(bad))
                .isInstanceOf(JobNotStartedException.class)
                .message()
                .doesNotContain(folder.toString());
        assertThat(executor.settle(bad)).isEmpty();
        assertThatThrownBy(() -> executor.submit(good)).isInstanceOf(JobNotStartedException.class);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void aRunningJobIsRunning() throws Exception {
        JobRef job = submit(spec("sleep", "60"));
        assertThat(status(job)).isEqualTo(new JobStatus.Running());
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
    }

    @Test
    void theEndWakesAtOnce() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        executor.onEnd(woken::countDown);
        JobRef job = submit(spec("true"));
        assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(status(job)).isInstanceOf(JobStatus.Exited.class);
    }

    @Test
    void cancelAsksFirst() throws Exception {
        JobRef job =
                submit(spec("sh", "-c", "trap 'echo bye; exit 3' TERM; echo $$ >pid; while :; do sleep 0.01; done"));
        long pid = number("pid");
        assertThat(cancel(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(3));
        assertThat(stdout()).isEqualTo("bye\n");
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelForcesWhatDoesNotListen() throws Exception {
        JobRef job = submit(spec("sh", "-c", "trap '' TERM; echo $$ >pid; while :; do sleep 60; done"));
        long pid = number("pid");
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelSendsEachSignalInTurn() throws Exception {
        // Each is told of and not obeyed, but the last.
        JobRef job = submit(spec(
                "sh",
                "-c",
                "trap 'echo int' INT; trap 'echo hup' HUP; trap 'echo quit' QUIT; trap 'echo term; exit 5' TERM;"
                        + " echo $$ >pid; while :; do sleep 0.01; done"));
        number("pid");
        StopOrder order = new StopOrder(
                List.of(StopSignal.INT, StopSignal.HUP, StopSignal.QUIT, StopSignal.TERM), Duration.ofSeconds(1));
        assertThat(executor.cancel(job, order))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(5));
        assertThat(stdout()).isEqualTo("int\nhup\nquit\nterm\n");
    }

    @Test
    @Timeout(60)
    void cancelStopsAtTheFirstSignalThatIsObeyed() throws Exception {
        JobRef job = submit(spec(
                "sh",
                "-c",
                "trap 'echo int; exit 6' INT; trap 'echo term' TERM; echo $$ >pid; while :; do sleep 0.01; done"));
        number("pid");
        // The grace is a limit and not a pause: with this one the test would never end.
        StopOrder order = new StopOrder(List.of(StopSignal.INT, StopSignal.TERM), Duration.ofHours(1));
        assertThat(executor.cancel(job, order))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(6));
        assertThat(stdout()).isEqualTo("int\n");
    }

    @Test
    void cancelForcesWhatIgnoresEverySignal() throws Exception {
        JobRef job = submit(spec("sh", "-c", "trap '' TERM INT HUP QUIT; echo $$ >pid; while :; do sleep 60; done"));
        long pid = number("pid");
        StopOrder order = new StopOrder(List.of(StopSignal.values()), Duration.ofMillis(20));
        assertThat(executor.cancel(job, order)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelFindsADaemonThatDoesNotListen() throws Exception {
        // Forked twice and in a session of its own, so that it is nobody's child, as daemons are.
        JobRef job = submit(spec(
                "sh",
                "-c",
                "(setsid sh -c 'trap \"\" TERM; echo $$ >pid; while :; do sleep 69; done' &); exec sleep 76"));
        long pid = number("pid");
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelAndSweepFindADaemonThatIsStopped() throws Exception {
        String daemon = "(setsid sh -c 'echo $$ >%s; kill -s STOP $$; sleep 77' &);";
        JobRef job = submit(spec("sh", "-c", daemon.formatted("pid") + " exec sleep 77"));
        long pid = number("pid");
        await().pollInterval(Duration.ofMillis(5)).until(() -> state(pid) == 'T');
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
        JobRef over = submit(spec("sh", "-c", daemon.formatted("left") + " while [ ! -s left ]; do sleep 0.01; done"));
        long left = number("left");
        ended(over);
        executor.sweep(over);
        assertThat(alive(left)).isFalse();
    }

    @Test
    void cancelFindsWhatLeftTheSession() throws Exception {
        JobRef job = submit(spec("sh", "-c", "setsid sh -c 'setsid sleep 61 & echo $! >pid; exit' & wait; sleep 62"));
        long pid = number("pid");
        cancel(job);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelFindsWhatClearedItsEnvironment() throws Exception {
        // As cwltool starts its tasks; and the task does not listen, so that it outlives its parent.
        JobRef job = submit(spec(
                "sh",
                "-c",
                "env -i /bin/sh -c 'trap \"\" TERM; echo $$ >pid; while :; do /bin/sleep 63; done' & wait"));
        long pid = number("pid");
        cancel(job);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void cancelEndsWhatIsStopped() throws Exception {
        JobRef job = submit(spec("sh", "-c", "echo $$ >pid; kill -s STOP $$; sleep 64"));
        long pid = number("pid");
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    @Timeout(60)
    void whatIsStoppedIsAskedPolitelyToo() throws Exception {
        JobRef job = submit(spec(
                "sh",
                "-c",
                "trap 'echo bye; exit 3' TERM; (trap '' TERM; until grep -q 'State:.T' /proc/$$/status; do :; done;"
                        + " echo $$ >pid) & kill -s STOP $$; while :; do sleep 0.01; done"));
        long pid = number("pid");
        assertThat(state(pid)).isEqualTo('T');
        // It would be killed after the grace, for which the test does not wait.
        assertThat(executor.cancel(job, StopOrder.term(Duration.ofHours(1))))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(3));
        assertThat(stdout()).isEqualTo("bye\n");
    }

    @Test
    void cancelMayBeAskedAgainAndAfterTheEnd() throws Exception {
        JobRef job = submit(spec("sleep", "65"));
        JobStatus first = cancel(job);
        assertThat(cancel(job)).isEqualTo(first);
        JobRef over = submit(spec("sh", "-c", "exit 5"));
        JobStatus end = ended(over);
        assertThat(cancel(over)).isEqualTo(end);
    }

    @Test
    void sweepEndsWhatTheJobLeftBehind() throws Exception {
        JobRef job = submit(spec("sh", "-c", "sleep 66 & echo $! >same; setsid sleep 67 & echo $! >other; exit 4"));
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(4));
        executor.sweep(job);
        assertThat(alive(number("same"))).isFalse();
        assertThat(alive(number("other"))).isFalse();
    }

    @Test
    void aSettledSlotStartsNothing() {
        JobSpec spec = spec("touch", "ran");
        assertThat(executor.settle(spec)).isEmpty();
        assertThat(executor.settle(spec)).isEmpty();
        assertThatThrownBy(() -> executor.submit(spec)).isInstanceOf(JobNotStartedException.class);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void aStartedSlotIsSettledByItsJob() throws Exception {
        JobSpec spec = spec("sh", "-c", "echo ran >>ran");
        JobRef job = submit(spec);
        assertThat(executor.settle(spec)).contains(job);
        assertThat(executor.submit(spec)).isEqualTo(job);
        ended(job);
        assertThat(executor.settle(spec)).contains(job);
        assertThat(folder.resolve("ran")).hasContent("ran");
    }

    /** Who is let go first is moved towards whoever lost, so that the race is close on a machine of any speed. */
    @Test
    void submitAndSettleRaceToOneAnswer() throws Exception {
        int started = 0;
        long step = 1_000_000;
        long settleLater = 0;
        boolean startedBefore = false;
        for (int round = 0; round < 60; round++) {
            JobSpec spec = spec("touch", "ran-" + round);
            CyclicBarrier line = new CyclicBarrier(2);
            long later = settleLater;
            CompletableFuture<Optional<JobRef>> settled = CompletableFuture.supplyAsync(() -> {
                passed(line);
                spin(later);
                return executor.settle(spec);
            });
            passed(line);
            spin(-later);
            Optional<JobRef> submitted = Optional.empty();
            try {
                submitted = Optional.of(submit(spec));
                ended(submitted.get());
                started++;
            } catch (JobNotStartedException lost) {
                assertThat(lost).hasMessageContaining("called off");
            }
            assertThat(settled.get(60, TimeUnit.SECONDS)).isEqualTo(submitted);
            assertThat(Files.exists(folder.resolve("ran-" + round))).isEqualTo(submitted.isPresent());
            step = submitted.isPresent() == startedBefore ? Math.min(2 * step, 1_000_000_000) : 1_000_000;
            startedBefore = submitted.isPresent();
            settleLater += startedBefore ? -step : step;
        }
        assertThat(started).as("some of both, or there was no race").isBetween(1, 59);
    }

    /** @param nanos none where it is zero or less */
    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private static void passed(CyclicBarrier line) {
        try {
            line.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherExecutorGoesOnWithTheJob() throws Exception {
        JobSpec spec = spec("sh", "-c", "echo $$ >pid; while [ ! -e go ]; do sleep 0.01; done; exit 9");
        JobRef job = submit(spec);
        executor.close();
        executor = create();
        assertThat(status(job)).isEqualTo(new JobStatus.Running());
        assertThat(executor.settle(spec)).contains(job);
        Files.createFile(folder.resolve("go"));
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(9));
    }

    @Test
    void anotherExecutorCanCancelTheJob() throws Exception {
        JobRef job = submit(spec("sh", "-c", "echo $$ >pid; sleep 68"));
        long pid = number("pid");
        executor.close();
        executor = create();
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void muchOutputBlocksNothing() throws Exception {
        JobRef job = submit(spec("sh", "-c", "head -c 100000000 /dev/zero"));
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isZero());
        assertThat(folder.resolve("stdout")).hasSize(100_000_000);
    }

    @Test
    void manyAtOnce() throws Exception {
        List<JobRef> jobs = new java.util.ArrayList<>();
        for (int code = 0; code < 40; code++) {
            jobs.add(submit(spec("sh", "-c", "exit " + code)));
        }
        for (int code = 0; code < 40; code++) {
            int expected = code;
            assertThat(ended(jobs.get(code)))
                    .isInstanceOfSatisfying(
                            JobStatus.Exited.class,
                            exited -> assertThat(exited.code()).isEqualTo(expected));
        }
    }

    @Test
    void itsOwnCheckFindsNothingWrong() {
        assertThat(executor.check()).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void whatIsAliveIsFoundByItsLabelAndEndedInItsOwnFolderOnly() throws Exception {
        JobSpec spec = spec("sh", "-c", "setsid sleep 74 & echo $! >inner; sleep 75");
        JobRef job = submit(spec);
        long inner = number("inner");
        Path other = Files.createDirectories(folder.resolve("copy/of/a/store"));
        copy(spec.slot(), other.resolve(spec.slot().getFileName()));
        Executor later = create();
        assertThat(later.labels()).contains(spec.label());
        assertThat(later.left(spec.label(), other)).isZero();
        assertThat(later.endLeft(spec.label(), other, STOP)).isZero();
        assertThat(later.endLeft("another", folder, STOP)).isZero();
        assertThat(status(job)).isEqualTo(new JobStatus.Running());

        assertThat(later.left(spec.label(), folder)).isGreaterThanOrEqualTo(3);
        assertThat(later.endLeft(spec.label(), folder, STOP)).isGreaterThanOrEqualTo(3);
        assertThat(alive(inner)).isFalse();
        assertThat(status(job)).isNotEqualTo(new JobStatus.Running());
        assertThat(later.labels()).doesNotContain(spec.label());
        assertThat(later.endLeft(spec.label(), folder, STOP)).isZero();
        later.close();
    }
}
