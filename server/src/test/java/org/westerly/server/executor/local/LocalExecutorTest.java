package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.ExecutorContract;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** What only processes of this machine can do. */
class LocalExecutorTest extends ExecutorContract {

    private static final Path PROC = ProcessTable.PROC;

    @Override
    protected Executor create() {
        return new LocalExecutor(List.of());
    }

    private static Identity identity(JobRef job) {
        return Identity.parse(job.identity()).orElseThrow();
    }

    private static JobRef with(JobRef job, Identity identity) {
        return new JobRef(job.executor(), job.slot(), identity.toString());
    }

    private JobRef strangerAs(Process stranger, long startOffset, String boot) throws Exception {
        long start = new ProcessTable(PROC).find(stranger.pid()).orElseThrow().start() + startOffset;
        Path slot = Files.createDirectories(folder.resolve("forged"));
        Identity forged = new Identity(stranger.pid(), start, boot, "label-forged");
        Files.writeString(slot.resolve("job"), forged + "\n");
        return new JobRef(LocalExecutor.NAME, slot, forged.toString());
    }

    @Test
    void aStrangerWithTheSameNumberIsNeverSignalled() throws Exception {
        // In a session of its own, as a recycled number could well be.
        Process stranger = new ProcessBuilder("setsid", "sleep", "70").start();
        try {
            for (long offset : new long[] {-1, 1, -1000}) {
                JobRef job = strangerAs(stranger, offset, new ProcessTable(PROC).bootId());
                assertThat(status(job)).isInstanceOf(JobStatus.Gone.class);
                assertThat(cancel(job)).isInstanceOf(JobStatus.Gone.class);
                executor.sweep(job);
                assertThat(stranger.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
            }
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void nothingOfAnEarlierBootIsSignalled() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "71").start();
        try {
            JobRef job = strangerAs(stranger, 0, "00000000-0000-0000-0000-000000000000");
            assertThat(status(job))
                    .isInstanceOfSatisfying(
                            JobStatus.Gone.class, gone -> assertThat(gone.why()).contains("restarted"));
            assertThat(cancel(job)).isInstanceOf(JobStatus.Gone.class);
            executor.sweep(job);
            assertThat(stranger.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void anEndBeforeARestartOfTheMachineIsToldAndNotTrusted() throws Exception {
        JobRef job = submit(spec("sh", "-c", "exit 6"));
        ended(job);
        Identity was = identity(job);
        JobRef before = with(job, new Identity(was.pid(), was.start(), "another-boot", was.label()));
        assertThat(status(before))
                .isInstanceOfSatisfying(
                        JobStatus.Gone.class, gone -> assertThat(gone.why()).contains("exit code 6", "restarted"));
    }

    @Test
    void anExitFileThatAPowerCutHasEmptiedSaysNothing() throws Exception {
        JobRef job = submit(spec("sh", "-c", "exit 6"));
        ended(job);
        Files.writeString(job.slot().resolve("exit"), "");
        // The supervisor writes its last word a moment before it ends.
        assertThat(ended(job)).isInstanceOf(JobStatus.Gone.class);
    }

    @Test
    void aKilledSupervisorIsGoneAndItsEngineIsSweptAway() throws Exception {
        JobRef job = submit(spec("sh", "-c", "echo $$ >pid; sleep 72"));
        long pid = number("pid");
        ProcessHandle supervisor = ProcessHandle.of(identity(job).pid()).orElseThrow();
        supervisor.destroyForcibly();
        supervisor.onExit().get(10, TimeUnit.SECONDS);
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Gone.class, gone -> assertThat(gone.why()).contains("killed"));
        assertThat(alive(pid)).isTrue();
        executor.sweep(job);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void theSupervisorOutlivesTermAndStillTellsTheCode() throws Exception {
        JobRef job =
                submit(spec("sh", "-c", "trap 'exit 8' TERM; echo $$ >pid; while [ ! -e go ]; do sleep 0.01; done"));
        number("pid");
        ProcessHandle.of(identity(job).pid()).orElseThrow().destroy();
        assertThat(status(job)).isEqualTo(new JobStatus.Running());
        Files.createFile(folder.resolve("go"));
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isZero());
    }

    @Test
    void aZombieIsDead() throws Exception {
        // The shell becomes a sleep, which never asks after the child that it did not start itself.
        Process parent = new ProcessBuilder(
                        "sh", "-c", "sh -c 'until grep -q sleep /proc/$PPID/comm; do :; done' & echo $!; exec sleep 73")
                .start();
        try (var out = parent.inputReader()) {
            long zombie = Long.parseLong(out.readLine());
            ProcessTable table = new ProcessTable(PROC);
            org.awaitility.Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            table.find(zombie).filter(ProcessTable.Entry::dead).isPresent());
            long start = table.find(zombie).orElseThrow().start();
            Identity forged = new Identity(zombie, start, table.bootId(), "label-zombie");
            Path slot = Files.createDirectories(folder.resolve("zombie"));
            JobRef job = new JobRef(LocalExecutor.NAME, slot, forged.toString());
            assertThat(status(job)).isInstanceOf(JobStatus.Gone.class);
            // It is of the test's own session, as a job never is: nothing else of that may be touched.
            assertThat(cancel(job)).isInstanceOf(JobStatus.Gone.class);
            assertThat(parent.isAlive()).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void couldNotLookSaysNothingAboutTheJob() throws Exception {
        JobRef job = submit(spec("sleep", "74"));
        Executor blind = new LocalExecutor(
                List.of(), Cgroups.none(), Tools.find("/usr/bin"), new ProcessTable(folder.resolve("no-proc")));
        assertThat(blind.poll(java.util.Set.of(job)).get(job)).isInstanceOf(JobStatus.Unreachable.class);
        assertThat(blind.cancel(job, StopOrder.term(Duration.ZERO))).isInstanceOf(JobStatus.Unreachable.class);
        assertThat(blind.check()).isPresent();
        JobRef garbage = new JobRef(LocalExecutor.NAME, folder, "garbage");
        assertThat(status(garbage)).isInstanceOf(JobStatus.Unreachable.class);
    }

    @Test
    void aDiskThatIsFullForAWhileDelaysTheExitCodeOnly() throws Exception {
        JobRef job = submit(spec("sh", "-c", "echo $$ >pid; while [ ! -e go ]; do sleep 0.01; done; exit 11"));
        number("pid");
        // What a full disk does to the supervisor: writing fails, and works again later.
        Path room = job.slot().resolve("exit.new");
        Files.delete(room);
        Files.createSymbolicLink(room, Path.of("/dev/full"));
        Files.createFile(folder.resolve("go"));
        org.awaitility.Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ProcessHandle.of(identity(job).pid())
                        .orElseThrow()
                        .children()
                        .anyMatch(child -> child.info().command().orElse("").endsWith("sleep")));
        assertThat(status(job)).isEqualTo(new JobStatus.Running());
        Files.delete(room);
        assertThat(ended(job))
                .isInstanceOfSatisfying(
                        JobStatus.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(11));
    }

    @Test
    void oddNamesOfProcessesAreRead() {
        assertThat(ProcessTable.Entry.parse("12 (a) S) 9 (b) R 3 4 5 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0\n"))
                .isEqualTo(new ProcessTable.Entry(12, 3, 5, 777, false));
    }

    @Test
    void missingToolsAreNamed() {
        Tools none = new Tools(
                Path.of("/bin/sh"),
                Path.of("/nowhere/setsid"),
                Path.of("/bin/ln"),
                Path.of("/bin/sleep"),
                Path.of("/bin/sync"),
                Optional.empty());
        Executor lame = new LocalExecutor(List.of(), Cgroups.none(), none, new ProcessTable(PROC));
        assertThat(lame.check()).hasValueSatisfying(why -> assertThat(why).contains("setsid"));
        assertThatThrownBy(() -> lame.submit(spec(Map.of(), "true"))).isInstanceOf(JobNotStartedException.class);
    }

    @Test
    void aProgramHearsTheSignalsThatTheServerWasStartedWithout() throws Exception {
        Tools tools = Tools.ofServer();
        assumeThat(tools.env())
                .as("an env that knows --default-signal, of GNU coreutils 8.31 or newer")
                .isPresent();
        List<String> deaf = List.of(
                "sh", "-c", "trap '' INT QUIT HUP; exec \"$@\"", "sh", "sh", "-c", "grep SigIgn /proc/$$/status");
        List<String> hearing = new ArrayList<>(deaf);
        hearing.addAll(4, tools.inNewSession());
        assertThat(ignored(deaf)).isNotZero();
        assertThat(ignored(hearing)).isZero();
    }

    /** Of the signals that have a name; those above belong to the C library. As proc(5) writes it: {@code SigIgn: hex}. */
    private static long ignored(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String line = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), 16) & 0x7fff_ffffL;
        }
    }
}
