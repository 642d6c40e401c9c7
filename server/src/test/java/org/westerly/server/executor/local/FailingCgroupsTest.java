package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** Cgroups that could be used once, and cannot now: what is started goes without, and that is told, but not each time. */
class FailingCgroupsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path folder = Path.of("");

    private final List<Optional<String>> told = new CopyOnWriteArrayList<>();
    private Path root = Path.of("");
    private Cgroups cgroups = Cgroups.none();
    private int jobs;

    @BeforeEach
    void make() throws Exception {
        root = Files.createDirectory(UsableCgroups.own().resolve("westerly-test-" + folder.getFileName()));
        cgroups = Cgroups.of(root.toString(), told::add);
        assertThat(cgroups.lack()).isEmpty();
    }

    @AfterEach
    void remove() {
        new Cgroup(root).remove();
    }

    /** A job with a process that has left its session: it works, and is ended. Its cgroup, if it has one. */
    private Optional<Path> job() throws Exception {
        jobs++;
        Path slot = folder.resolve("job-" + jobs);
        try (LocalExecutor executor = new LocalExecutor(List.of(), cgroups)) {
            JobRef job = executor.submit(new JobSpec(
                    slot,
                    "failing-" + folder.getFileName() + "-" + jobs,
                    List.of("sh", "-c", "setsid sh -c 'echo $$ >pid-" + jobs + "; exec sleep 89' & wait"),
                    ENVIRONMENT,
                    folder,
                    folder.resolve("stdout"),
                    folder.resolve("stderr")));
            Path pid = folder.resolve("pid-" + jobs);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
            assertThat(executor.poll(Set.of(job))).containsEntry(job, new JobStatus.Running());
            executor.cancel(job, StopOrder.term(Duration.ofSeconds(30)));
            long left = Long.parseLong(Files.readString(pid).strip());
            assertThat(new ProcessTable(ProcessTable.PROC).find(left).filter(entry -> !entry.dead()))
                    .isEmpty();
        }
        Path note = slot.resolve("cgroup");
        return Files.exists(note) ? Optional.of(Path.of(Files.readString(note).strip())) : Optional.empty();
    }

    private void hook() throws InterruptedException {
        Command command = new Command(
                "failing-" + folder.getFileName(),
                List.of("sh", "-c", "echo out; echo err >&2"),
                ENVIRONMENT,
                folder,
                Duration.ofMinutes(5));
        assertThat(new RunCommand(cgroups).run(command)).isEqualTo(new CommandEnd.Exited(0, "out\nerr\n"));
    }

    private void toldOnce(String why) {
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThat(cgroups.lack())
                .hasValueSatisfying(text -> assertThat(text).contains("for now").doesNotContain("/"));
    }

    @Test
    void asLongAsThereAreTooMany() throws Exception {
        Path most = root.resolve("cgroup.max.descendants");
        Files.writeString(most, "1");
        assertThat(job()).isEmpty();
        assertThat(job()).isEmpty();
        hook();
        toldOnce(root.toString());

        Files.writeString(most, "max");
        assertThat(job()).isPresent();
        hook();
        assertThat(told).hasSize(2).last().isEqualTo(Optional.empty());
        assertThat(cgroups.lack()).isEmpty();
    }

    @Test
    void whereNothingCanEnter() throws Exception {
        Path server = cgroups.make("first").orElseThrow().folder().resolve("..").normalize();
        // What is made in a threaded one takes in no process.
        Files.writeString(server.resolve("cgroup.type"), "threaded");
        assertThat(job()).as("noted, in case it is in it").isPresent();
        hook();
        toldOnce("could not enter");

        new Cgroup(server).remove();
        assertThat(job()).isPresent();
        assertThat(told).hasSize(2).last().isEqualTo(Optional.empty());
    }

    @Test
    void whereTheOneAboveWasRemoved() throws Exception {
        new Cgroup(root).remove();
        assertThat(root).doesNotExist();
        assertThat(job()).isEmpty();
        hook();
        toldOnce("gone");
        assertThat(root).as("it was the operator's to make").doesNotExist();
    }
}
