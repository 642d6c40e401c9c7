package org.westerly.server.service;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Containment;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunStore;

/** Finds the files of a run that its reader may fetch: logs and outputs. */
public final class FindRunFile {

    /** One of the two streams that a process writes. */
    public enum Stream {
        STDOUT("stdout"),
        STDERR("stderr");

        private final String word;

        Stream(String word) {
            this.word = word;
        }
    }

    private final FindRun runs;
    private final UsedEngines engines;
    private final RunTasks tasks;
    private final RunFolders folders;

    public FindRunFile(RunStore store, Engines engines, RunFolders folders) {
        this.runs = new FindRun(store);
        this.engines = new UsedEngines(engines);
        this.tasks = new RunTasks(store, engines, folders);
        this.folders = folders;
    }

    /**
     * What the engine wrote.
     *
     * @throws WesException RUN_NOT_FOUND, or FILE_NOT_FOUND while the engine has not been started
     */
    public RunFile log(Caller caller, String id, boolean includeDeleted, Stream stream) {
        Run run = runs.find(caller, id, includeDeleted);
        RunFolder folder = folders.of(run.id());
        return log(folder, stream == Stream.STDOUT ? folder.stdout() : folder.stderr(), stream);
    }

    /**
     * What one task wrote.
     *
     * @throws WesException RUN_NOT_FOUND, TASK_NOT_FOUND, or FILE_NOT_FOUND where the engine keeps none
     */
    public RunFile taskLog(Caller caller, String id, boolean includeDeleted, String task, Stream stream) {
        Run run = runs.find(caller, id, includeDeleted);
        TaskRecord record = tasks.find(run, task)
                .orElseThrow(() -> new WesException(
                        ErrorCode.TASK_NOT_FOUND, "run " + run.id() + " has no task " + Quoted.of(task)));
        return log(folders.of(run.id()), stream == Stream.STDOUT ? record.stdout() : record.stderr(), stream);
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
                .map(file -> new RunFile(file, lastSegment(path), RunFile.Kind.OUTPUT))
                .orElseThrow(() -> new WesException(
                        ErrorCode.FILE_NOT_FOUND, "run " + run.id() + " has no output " + Quoted.of(path)));
    }

    private static RunFile log(RunFolder folder, @Nullable Path file, Stream stream) {
        return Optional.ofNullable(file)
                .flatMap(known -> Containment.file(folder, known))
                .map(real -> new RunFile(real, stream.word, RunFile.Kind.LOG))
                .orElseThrow(() -> new WesException(ErrorCode.FILE_NOT_FOUND, "there is no " + stream.word + " (yet)"));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
