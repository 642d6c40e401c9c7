package org.westerly.server.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.api.TaskLog;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;
import org.westerly.server.run.Secrets;
import org.westerly.server.store.RunStore;

/** What engines have told of a run: its tasks, and what they fetched for it. */
final class RunTasks {

    /** The id of the task that stands for the engine's own run. */
    static final String ENGINE_TASK = "engine";

    private final RunStore store;
    private final UsedEngines engines;
    private final RunFolders folders;

    RunTasks(RunStore store, Engines engines, RunFolders folders) {
        this.store = store;
        this.engines = new UsedEngines(engines);
        this.folders = folders;
    }

    /** In the order they started. */
    List<TaskRecord> of(Run run) {
        return progress(run).tasks();
    }

    /** A finished run whose engine was started has at least one task: the engine's own run if no finer one is known. */
    Progress progress(Run run) {
        if (run.startTime() == null) {
            return Progress.NONE;
        }
        RunFolder folder = folders.of(run.id());
        Progress known = engines.of(run.engine())
                .map(engine -> progress(engine, run, folder))
                .orElse(Progress.NONE);
        return known.tasks().isEmpty() && run.state().terminal()
                ? new Progress(List.of(engineItself(run, folder)), known.fetched())
                : known;
    }

    private Progress progress(Engine engine, Run run, RunFolder folder) {
        Progress known = engine.progress(folder);
        if (known.tasks().isEmpty() || !engine.takesSecrets()) {
            return known;
        }
        Secrets secrets = store.request(run.id()).map(Secrets::of).orElse(Secrets.NONE);
        return new Progress(
                known.tasks().stream().map(task -> task.masked(secrets)).toList(), known.fetched());
    }

    Optional<TaskRecord> find(Run run, String id) {
        return of(run).stream().filter(task -> task.id().equals(id)).findFirst();
    }

    private static TaskRecord engineItself(Run run, RunFolder folder) {
        return new TaskRecord(
                ENGINE_TASK,
                run.engine().name(),
                run.command(),
                run.startTime(),
                run.endTime(),
                run.exitCode(),
                folder.stdout(),
                folder.stderr(),
                List.of(),
                Map.of());
    }

    static TaskLog render(Run run, TaskRecord task, Links links) {
        String self = links.task(run.id(), task.id());
        return new TaskLog(
                task.id(),
                task.name(),
                task.command().isEmpty() ? null : task.command(),
                WireTime.of(task.start()),
                WireTime.of(task.end()),
                linkIfThere(task.stdout(), self + "/stdout"),
                linkIfThere(task.stderr(), self + "/stderr"),
                task.exitCode(),
                task.systemLogs().isEmpty() ? null : task.systemLogs(),
                task.extra());
    }

    private static @Nullable String linkIfThere(@Nullable Path file, String link) {
        return file != null && Files.exists(file) ? link : null;
    }
}
