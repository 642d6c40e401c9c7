package org.westerly.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.LogStream;
import org.westerly.server.logs.Mask;
import org.westerly.server.results.CollectFiles;
import org.westerly.server.results.FileKind;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunStore;

/** Finds the files of a run that its reader may fetch: logs, outputs, working files. */
public final class FindRunFile {

    private final FindRun runs;
    private final FindLog logs;
    private final CollectFiles files;
    private final RunFolders folders;

    public FindRunFile(RunStore store, Engines engines, RunFolders folders) {
        this.runs = new FindRun(store);
        this.logs = new FindLog(store, engines, folders);
        this.files = new CollectFiles(new UsedEngines(engines), folders);
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
     * @param asked what is named; a folder is none of these files
     * @throws WesException RUN_NOT_FOUND, or FILE_NOT_FOUND
     */
    public RunFile output(Caller caller, String id, boolean includeDeleted, AskedFile asked) {
        Run run = runs.find(caller, id, includeDeleted);
        RunFolder folder = folders.of(run.id());
        Traces traces = traces(run);
        boolean working = asked.kind() == FileKind.INTERMEDIATE;
        Path base = working ? folder.root() : traces.outputs();
        return EncodedPath.read(asked.path())
                .flatMap(relative -> Containment.named(base, relative))
                .filter(named -> !working || isShown(traces, named))
                .flatMap(named -> Containment.file(folder, named)
                        .map(real -> new RunFile(
                                real,
                                named.getFileName().toString(),
                                RunFile.Kind.OUTPUT,
                                working ? logs.mask(run) : Mask.NONE)))
                .orElseThrow(() -> absent(run, asked));
    }

    static WesException absent(Run run, AskedFile asked) {
        String shown = EncodedPath.read(asked.path()).map(Path::toString).orElse(asked.path());
        return new WesException(
                ErrorCode.FILE_NOT_FOUND,
                "run " + run.id() + " has no " + (asked.kind() == FileKind.INTERMEDIATE ? "working file " : "output ")
                        + Quoted.of(shown));
    }

    /** As it is listed. */
    private static boolean isShown(Traces traces, Path named) {
        return !named.startsWith(traces.outputs())
                && traces.working().stream().anyMatch(named::startsWith)
                && traces.made().test(named);
    }

    private Traces traces(Run run) {
        try {
            return files.traces(run);
        } catch (IOException fault) {
            throw new UncheckedIOException("what run " + run.id() + " was given cannot be read", fault);
        }
    }
}
