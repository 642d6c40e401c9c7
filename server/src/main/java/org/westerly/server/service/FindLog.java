package org.westerly.server.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Containment;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.LogFiles;
import org.westerly.server.logs.LogStream;
import org.westerly.server.logs.Mask;
import org.westerly.server.run.Run;
import org.westerly.server.run.Secrets;
import org.westerly.server.store.RunStore;

/** Finds what a process of a run wrote, and what of it nobody is to read. */
final class FindLog {

    private final RunStore store;
    private final FindRun runs;
    private final RunTasks tasks;
    private final UsedEngines engines;
    private final RunFolders folders;

    FindLog(RunStore store, Engines engines, RunFolders folders) {
        this.store = store;
        this.runs = new FindRun(store);
        this.tasks = new RunTasks(store, engines, folders);
        this.engines = new UsedEngines(engines);
        this.folders = folders;
    }

    /**
     * A log.
     *
     * @param task null for the engine's own
     * @param ended nothing is written into it any more
     */
    record Found(Run run, @Nullable String task, LogFiles files, boolean ended, Mask mask) {}

    /** @throws WesException RUN_NOT_FOUND or TASK_NOT_FOUND */
    Found find(Caller caller, String id, boolean includeDeleted, @Nullable String task) {
        Run run = runs.find(caller, id, includeDeleted);
        RunFolder folder = folders.of(run.id());
        Mask mask = mask(run);
        if (task == null) {
            return new Found(run, null, LogFiles.of(folder), run.state().terminal(), mask);
        }
        TaskRecord record = tasks.find(run, task)
                .orElseThrow(() -> new WesException(
                        ErrorCode.TASK_NOT_FOUND, "run " + run.id() + " has no task " + Quoted.of(task)));
        boolean ended = record.end() != null || run.state().terminal();
        return new Found(run, task, files(folder, record), ended, mask);
    }

    /** An engine may name its tasks as it likes, and lead to files wherever it likes. */
    private static LogFiles files(RunFolder folder, TaskRecord task) {
        Map<LogStream, Path> raw = new EnumMap<>(LogStream.class);
        contained(folder, task.stdout()).ifPresent(path -> raw.put(LogStream.STDOUT, path));
        contained(folder, task.stderr()).ifPresent(path -> raw.put(LogStream.STDERR, path));
        String name = UUID.nameUUIDFromBytes(task.id().getBytes(StandardCharsets.UTF_8))
                .toString();
        return new LogFiles(raw, folder.root(), folder.lines().resolve("tasks").resolve(name));
    }

    private static Optional<Path> contained(RunFolder folder, @Nullable Path file) {
        return Optional.ofNullable(file).flatMap(known -> Containment.file(folder, known));
    }

    Mask mask(Run run) {
        // Most engines know no secrets, which spares reading the request.
        boolean none = engines.of(run.engine())
                .filter(engine -> !engine.takesSecrets())
                .isPresent();
        return none
                ? Mask.NONE
                : new Mask(store.request(run.id()).map(Secrets::of).orElse(Secrets.NONE));
    }
}
