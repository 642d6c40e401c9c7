package org.westerly.server.service;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Containment;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.LogStream;
import org.westerly.server.logs.Mask;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunStore;

/** Finds the files of a run that its reader may fetch: logs and outputs. */
public final class FindRunFile {

    private final FindRun runs;
    private final UsedEngines engines;
    private final FindLog logs;
    private final RunFolders folders;

    public FindRunFile(RunStore store, Engines engines, RunFolders folders) {
        this.runs = new FindRun(store);
        this.engines = new UsedEngines(engines);
        this.logs = new FindLog(store, engines, folders);
        this.folders = folders;
    }

    /**
     * What the engine, or one of its tasks, wrote.
     *
     * @param task null for the engine
     * @throws WesException RUN_NOT_FOUND, TASK_NOT_FOUND, or FILE_NOT_FOUND where there is none, or none yet
     */
    public RunFile log(Caller caller, String id, boolean includeDeleted, @Nullable String task, LogStream stream) {
        FindLog.Found log = logs.find(caller, id, includeDeleted, task);
        RunFolder folder = folders.of(log.run().id());
        return Optional.ofNullable(log.files().raw().get(stream))
                .flatMap(known -> Containment.file(folder, known))
                .map(real -> new RunFile(real, stream.word(), RunFile.Kind.LOG, log.mask()))
                .orElseThrow(
                        () -> new WesException(ErrorCode.FILE_NOT_FOUND, "there is no " + stream.word() + " (yet)"));
    }

    /**
     * What the workflow made.
     *
     * @param path relative to the run's outputs, decoded
     * @throws WesException RUN_NOT_FOUND, or FILE_NOT_FOUND
     */
    public RunFile output(Caller caller, String id, boolean includeDeleted, String path) {
        Run run = runs.find(caller, id, includeDeleted);
        RunFolder folder = folders.of(run.id());
        Path base = engines.of(run.engine())
                .map(engine -> engine.outputRoot(folder))
                .orElse(folder.outputs());
        return Containment.file(folder, base, path)
                .map(file -> new RunFile(file, lastSegment(path), RunFile.Kind.OUTPUT, Mask.NONE))
                .orElseThrow(() -> new WesException(
                        ErrorCode.FILE_NOT_FOUND, "run " + run.id() + " has no output " + Quoted.of(path)));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
