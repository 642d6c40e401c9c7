package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.ExecutorContract;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;

/** The same contract where jobs have cgroups, and what only these can do. */
class LocalExecutorInCgroupsTest extends ExecutorContract {

    /** Forked twice, in a session of its own, without the mark, deaf to TERM, and stopped at last: {@code %s} its name. */
    private static final String RUNAWAY = "(env -i PATH=/usr/bin:/bin setsid sh -c"
            + " 'trap \"\" TERM INT HUP QUIT; echo $$ >%s; kill -s STOP $$; while :; do sleep 91; done' &);";

    @Override
    protected Executor create() {
        return new LocalExecutor(List.of(), UsableCgroups.need());
    }

    /** Those of jobs that nobody has swept. */
    @AfterEach
    void removeCgroups() throws IOException {
        try (Stream<Path> slots = Files.list(folder)) {
            for (Path note : slots.map(slot -> slot.resolve("cgroup"))
                    .filter(Files::exists)
                    .toList()) {
                new Cgroup(Path.of(Files.readString(note).strip())).remove();
            }
        }
    }

    private static Path group(JobRef job) throws IOException {
        return Path.of(Files.readString(job.slot().resolve("cgroup")).strip());
    }

    private long runaway(String file) {
        long pid = number(file);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        Files.readString(Path.of("/proc/" + pid + "/status")).contains("State:\tT"));
        return pid;
    }

    @Test
    void cancelEndsWhatHasCutEveryTie() throws Exception {
        JobRef job = submit(spec("sh", "-c", RUNAWAY.formatted("pid") + " exec sleep 92"));
        long pid = runaway("pid");
        assertThat(Files.readString(group(job).resolve("cgroup.procs")).lines()).contains(Long.toString(pid));
        executor.close();
        executor = create();
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
        assertThat(group(job)).doesNotExist();
    }

    @Test
    void sweepEndsWhatHasCutEveryTie() throws Exception {
        JobRef job = submit(spec("sh", "-c", RUNAWAY.formatted("pid") + " while [ ! -s pid ]; do sleep 0.01; done"));
        long pid = runaway("pid");
        ended(job);
        executor.sweep(job);
        assertThat(alive(pid)).isFalse();
        assertThat(group(job)).doesNotExist();
    }

    @Test
    void cgroupsThatTheJobMakesAreOfTheJob() throws Exception {
        JobRef job = submit(spec(
                "sh",
                "-c",
                "g=$(sed 's/$/\\/own/' \"$0\"); mkdir \"$g\"; (env -i PATH=/usr/bin:/bin setsid sh -c"
                        + " 'echo $$ >\"$0/cgroup.procs\"; echo $$ >pid; exec sleep 93' \"$g\" &); exec sleep 94",
                "job-1/cgroup"));
        long pid = number("pid");
        assertThat(Files.readString(group(job).resolve("own/cgroup.procs"))).isEqualTo(pid + "\n");
        assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
        assertThat(group(job)).doesNotExist();
    }

    @Test
    void noOtherCgroupIsEverTakenForAJobs() throws Exception {
        JobSpec spec = spec("sleep", "95");
        JobRef job = submit(spec);
        Path real = group(job);
        Process stranger = new ProcessBuilder("setsid", "sleep", "96").start();
        Path foreign = Files.createDirectory(
                real.resolveSibling("stranger-" + folder.getFileName().toString()));
        try {
            Files.writeString(foreign.resolve("cgroup.procs"), Long.toString(stranger.pid()));
            Files.writeString(job.slot().resolve("cgroup"), foreign + "\n");
            assertThat(cancel(job)).isNotInstanceOf(JobStatus.Running.class);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
            new Cgroup(foreign).remove();
            new Cgroup(real).remove();
        }
    }

    @Test
    void aLaunchThatIsCalledOffLeavesNoCgroup() throws Exception {
        JobSpec spec = spec("true");
        assertThat(executor.settle(spec)).isEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> executor.submit(spec))
                .hasMessageContaining("called off");
        assertThat(Path.of(Files.readString(spec.slot().resolve("cgroup")).strip()))
                .doesNotExist();
    }
}
