package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.executor.Executor;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** A run whose engine was started. */
record Running(Prepared prepared, Engine engine, Executor executor, JobRef job, long begun) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final StopOrder SITE = StopOrder.term(Duration.ofSeconds(10));

    /** Waits for its end, and ends what it left behind. */
    Ended end() throws InterruptedException {
        JobStatus status = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> executor.poll(Set.of(job)).get(job), seen -> !(seen instanceof JobStatus.Running));
        executor.sweep(job);
        return ended(status);
    }

    /** Stops it as the server does, by the engine's own order. */
    JobStatus cancel() throws InterruptedException {
        return executor.cancel(job, engine.stopOrder(SITE));
    }

    Ended ended(JobStatus status) {
        assertThat(status).isInstanceOf(JobStatus.Exited.class);
        return new Ended(
                prepared,
                engine.conclude(prepared.folder(), (JobStatus.Exited) status),
                engine.progress(prepared.folder()),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Looks at the tasks until they are as wanted; everything that was seen on the way, without repetitions. */
    List<List<TaskRecord>> watch(Predicate<List<TaskRecord>> wanted) {
        List<List<TaskRecord>> seen = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(executor.poll(Set.of(job)).get(job))
                    .as(() -> Ended.read(prepared.folder().stderr()))
                    .isInstanceOf(JobStatus.Running.class);
            Progress progress = engine.progress(prepared.folder());
            if (seen.isEmpty() || !seen.getLast().equals(progress.tasks())) {
                seen.add(progress.tasks());
            }
            return wanted.test(progress.tasks());
        });
        return seen;
    }

    /** The engine itself, and not what stands around it. */
    ProcessHandle engineProcess() throws IOException {
        byte[] line = (String.join("\0", prepared.plan().argv()) + "\0").getBytes(StandardCharsets.UTF_8);
        List<ProcessHandle> found = processes(process -> Arrays.equals(bytes(process, "cmdline"), line));
        // A child looks like its parent until it becomes another program.
        List<ProcessHandle> oldest = found.stream()
                .filter(process -> process.parent().filter(found::contains).isEmpty())
                .toList();
        assertThat(oldest).hasSize(1);
        return oldest.getFirst();
    }

    /** All that is alive of it: what works in the run's folder, or was started with it in its arguments or environment. */
    List<ProcessHandle> alive() throws IOException {
        String root = prepared.folder().root().toString();
        return processes(process -> text(process, "cmdline").contains(root)
                || text(process, "environ").contains(root)
                || text(process, "environ").contains(prepared.label())
                || folder(process).startsWith(root));
    }

    private static List<ProcessHandle> processes(Predicate<Path> which) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (which.test(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String folder(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString();
        } catch (IOException _) {
            return ""; // it has ended
        }
    }

    private static String text(Path process, String file) {
        return new String(bytes(process, file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path process, String file) {
        try {
            return Files.readAllBytes(process.resolve(file));
        } catch (IOException _) {
            return new byte[0]; // it has ended
        }
    }
}
