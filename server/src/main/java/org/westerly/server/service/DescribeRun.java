package org.westerly.server.service;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.Log;
import org.westerly.api.RunLog;
import org.westerly.api.RunStatus;
import org.westerly.api.TaskLog;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.error.WesException;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolders;
import org.westerly.server.queue.TellWait;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/** Tells everything about one run, or its state only. */
public final class DescribeRun {

    /** With more tasks than this they are not embedded: only their list's URL is given. */
    private static final int MOST_EMBEDDED_TASKS = 1_000;

    private final RunStore store;
    private final FindRun runs;
    private final RunTasks tasks;
    private final RunFolders folders;
    private final DescribeWait waits;

    public DescribeRun(RunStore store, Engines engines, RunFolders folders, TellWait waits) {
        this.store = store;
        this.runs = new FindRun(store);
        this.tasks = new RunTasks(store, engines, folders);
        this.folders = folders;
        this.waits = new DescribeWait(waits);
    }

    /**
     * The state only.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    public RunStatus status(Caller caller, String id, boolean includeDeleted, WesVersion version) {
        if (includeDeleted) {
            Run run = runs.orTombstone(caller, id, true);
            return new RunStatus(
                    run.id().value(), version.state(run.state()), waits.in(run.id(), run.state(), version));
        }
        RunId known = RunId.parse(id).orElseThrow(() -> FindRun.absent(id));
        RunState state = store.state(known, caller.owner()).orElseThrow(() -> FindRun.absent(id));
        return new RunStatus(id, version.state(state), waits.in(known, state, version));
    }

    /**
     * Everything.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    public RunLog log(Caller caller, String id, boolean includeDeleted, WesVersion version, Links links) {
        Run run = runs.orTombstone(caller, id, includeDeleted);
        if (run.removal().purge() != null) {
            return DescribeTombstone.of(run, run.removal().purge(), version);
        }
        // Purged in between: it was there a moment ago.
        RunRequest request = store.request(run.id()).orElseThrow(() -> FindRun.absent(id));
        String outputs = store.outputs(run.id()).orElse("{}");
        Progress progress = tasks.progress(run);
        return new RunLog(
                run.id().value(),
                echo(request),
                version.state(run.state()),
                engineLog(run, links),
                version == WesVersion.V1_0 ? null : links.tasks(run.id()),
                embedded(progress.tasks(), run, links),
                OutputLinks.render(outputs, run.id(), links),
                new RunLog.EngineUsed(run.engine().name(), run.engine().version()),
                waits.in(run.id(), run.state(), version),
                fetched(run, progress),
                null);
    }

    private static org.westerly.api.RunRequest echo(RunRequest request) {
        return new org.westerly.api.RunRequest(
                request.workflowParams(),
                request.workflowType(),
                request.workflowTypeVersion(),
                request.tags(),
                request.shownParameters(),
                request.workflowEngine(),
                request.workflowEngineVersion(),
                request.workflowUrl());
    }

    private static Log engineLog(Run run, Links links) {
        boolean started = run.startTime() != null;
        String self = links.run(run.id());
        return new Log(
                run.engine().name(),
                run.command().isEmpty() ? null : run.command(),
                WireTime.of(run.startTime()),
                WireTime.of(run.endTime()),
                started ? self + "/stdout" : null,
                started ? self + "/stderr" : null,
                run.exitCode(),
                run.systemLogs().isEmpty() ? null : run.systemLogs());
    }

    /**
     * First what the server fetched, then what the engine did. An engine of several processes may tell of the same file
     * in each of them.
     */
    private @Nullable List<RunLog.FetchedFile> fetched(Run run, Progress progress) {
        List<RunLog.FetchedFile> files = Stream.concat(
                        FetchedList.read(folders.of(run.id())).stream(), progress.fetched().stream())
                .map(file -> new RunLog.FetchedFile(file.url(), file.path(), file.size(), file.sha256()))
                .distinct()
                .toList();
        return files.isEmpty() ? null : files;
    }

    private static @Nullable List<TaskLog> embedded(List<TaskRecord> records, Run run, Links links) {
        return records.size() > MOST_EMBEDDED_TASKS
                ? null
                : records.stream()
                        .map(task -> RunTasks.render(run, task, links))
                        .toList();
    }
}
