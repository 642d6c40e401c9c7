package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.testkit.Podman;

/** What real jobs start through the wrapper in a real podman, and what becomes of it. */
class EndContainersTest {

    private static final StopOrder STOP = StopOrder.term(Duration.ofMillis(300));

    @TempDir
    Path folder = Path.of("");

    private Podman podman;
    private LocalExecutor executor;
    private String label;

    @BeforeEach
    void open() throws Exception {
        podman = Podman.get();
        executor = executor(podman.program());
        label = "run-" + folder.getFileName();
        Path wrappers = Files.createDirectory(folder.resolve("wrappers"));
        for (String name : List.of("docker", "podman")) {
            Path wrapper = wrappers.resolve(name);
            try (InputStream text = EndContainersTest.class.getResourceAsStream("/engines/containers/" + name)) {
                Files.copy(text, wrapper);
            }
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
    }

    @AfterEach
    void leaveNothing() throws Exception {
        new EndContainers(List.of(new ContainerRuntime(podman.program(), podman.environment()))).end(label);
    }

    private LocalExecutor executor(Path program) {
        return new LocalExecutor(List.of(new ContainerRuntime(program, podman.environment())));
    }

    private JobRef submit(String script) throws Exception {
        Map<String, String> environment = new HashMap<>(podman.environment());
        environment.merge("PATH", folder.resolve("wrappers").toString(), (path, wrappers) -> wrappers + ":" + path);
        environment.put("IMAGE", Podman.IMAGE);
        return executor.submit(new JobSpec(
                folder.resolve("job"),
                label,
                List.of("sh", "-c", script),
                environment,
                folder,
                folder.resolve("stdout"),
                folder.resolve("stderr")));
    }

    private List<String> containers(String label) throws IOException {
        Podman.Answer answer = podman.run("ps", "-aq", "--filter", "label=" + EndContainers.LABEL + "=" + label);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out().lines().toList();
    }

    private void awaitFile(String name) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(folder.resolve(name)));
    }

    @Test
    void cancelEndsTheContainersOfTheJobAndNoOther() throws Exception {
        String other = podman.run(
                        "run", "-d", "--label", EndContainers.LABEL + "=other-" + label, Podman.IMAGE, "sleep", "92")
                .out()
                .strip();
        try {
            // One deaf and detached, one paused, one that the engine waits for, one that was never started.
            JobRef job = submit("podman run -d $IMAGE sh -c 'trap \"\" TERM; while :; do sleep 93; done' >deaf"
                    + " && podman run -d $IMAGE sleep 94 >paused && podman pause $(cat paused)"
                    + " && podman create $IMAGE sleep 95 >created && touch ready"
                    + " && exec podman run --rm $IMAGE sleep 96");
            awaitFile("ready");
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> containers(label).size() == 4);

            assertThat(executor.cancel(job, STOP))
                    .isNotInstanceOfAny(JobStatus.Running.class, JobStatus.Unreachable.class);

            assertThat(containers(label)).isEmpty();
            assertThat(processes("sleep\0" + "93\0", "sleep\0" + "94\0", "sleep\0" + "96\0"))
                    .isEmpty();
            assertThat(containers("other-" + label)).hasSize(1);
        } finally {
            podman.run("rm", "-f", "-t", "0", other);
        }
    }

    private static List<String> processes(String... commandLines) throws IOException {
        try (var all = Files.newDirectoryStream(ProcessTable.PROC, "[0-9]*")) {
            List<String> found = new java.util.ArrayList<>();
            for (Path process : all) {
                try {
                    String line =
                            Files.readString(process.resolve("cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
                    if (List.of(commandLines).contains(line)) {
                        found.add(line);
                    }
                } catch (IOException gone) {
                    // It has ended between the two looks.
                }
            }
            return found;
        }
    }

    @Test
    void sweepEndsWhatAnEngineForgot() throws Exception {
        JobRef job = submit("podman run -d $IMAGE sleep 97 && exit 3");
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(() -> executor.poll(Set.of(job)).get(job) instanceof JobStatus.Exited);
        assertThat(containers(label)).hasSize(1);
        executor.sweep(job);
        assertThat(containers(label)).isEmpty();
    }

    @Test
    void couldNotAskIsNotGone() throws Exception {
        JobRef job = submit("podman run -d $IMAGE sleep 98 && touch ready && sleep 99");
        awaitFile("ready");
        LocalExecutor sober = executor;
        // No such program, one that fails, and one that answers and does not do as it is told.
        Path broken = program("broken", "echo Cannot connect to the daemon >&2; exit 125");
        Path stubborn = program("stubborn", "[ \"$1\" != ps ] || echo 0123456789ab");
        for (Path program : List.of(folder.resolve("absent"), broken)) {
            assertThat(executor(program).cancel(job, STOP)).isInstanceOf(JobStatus.Unreachable.class);
            assertThatThrownBy(() -> executor(program).sweep(job)).isInstanceOf(RuntimeException.class);
        }
        assertThat(executor(stubborn).cancel(job, STOP)).isInstanceOf(JobStatus.Running.class);
        assertThat(containers(label)).hasSize(1);
        assertThat(executor(folder.resolve("absent")).check())
                .hasValueSatisfying(why -> assertThat(why).contains("absent", "engines.containers"));

        assertThat(sober.cancel(job, STOP)).isNotInstanceOfAny(JobStatus.Running.class, JobStatus.Unreachable.class);
        assertThat(containers(label)).isEmpty();
        assertThat(sober.check()).isEmpty();
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void aPassingComplaintIsAskedAgain() throws Exception {
        // Podman's own look can stumble over a container that is being removed.
        Path moody = program("moody", "echo x >>\"$0.asked\"; [ $(wc -l <\"$0.asked\") -gt 1 ]");
        assertThat(new EndContainers(List.of(new ContainerRuntime(moody, podman.environment()))).end(label))
                .isTrue();
    }

    @Test
    void theProgramIsFoundOnThePath() throws Exception {
        Path first = program("one", "exit 0");
        assertThat(ContainerRuntime.named("one", Map.of("PATH", "relative:/nonexistent:" + folder))
                        .program())
                .isEqualTo(first);
        assertThat(ContainerRuntime.named("two", Map.of("PATH", folder.toString()))
                        .isThere())
                .isFalse();
    }
}
