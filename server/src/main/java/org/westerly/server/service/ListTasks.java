package org.westerly.server.service;

import java.util.List;
import org.westerly.api.TaskListResponse;
import org.westerly.api.TaskLog;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;
import org.westerly.server.service.PageTokens.Place;
import org.westerly.server.store.RunStore;

/** Lists a run's tasks in the order they started, or tells of one. Only ever appended to, so a place is an index. */
public final class ListTasks {

    private final FindRun runs;
    private final RunTasks tasks;
    private final PageTokens tokens;
    private final PageSize pageSize;

    public ListTasks(RunStore store, Engines engines, RunFolders folders, PageSize pageSize) {
        this.runs = new FindRun(store);
        this.tasks = new RunTasks(store, engines, folders);
        this.pageSize = pageSize;
        this.tokens = new PageTokens(store.signingKey());
    }

    /**
     * One page.
     *
     * @throws WesException RUN_NOT_FOUND, or INVALID_PAGE naming the query parameter
     */
    public TaskListResponse list(Caller caller, String id, boolean includeDeleted, RunListing.Page asked, Links links) {
        Run run = runs.find(caller, id, includeDeleted);
        int size = pageSize.of(asked.size());
        List<String> binding = List.of("tasks", caller.owner().name(), run.id().value());
        int from = asked.token() == null || asked.token().isEmpty()
                ? 0
                : (int) tokens.read(asked.token(), binding).last();
        List<TaskRecord> all = tasks.of(run);
        int start = Math.min(from, all.size());
        int end = Math.min(start + size, all.size());
        String next = end < all.size() ? tokens.write(new Place(0, end), binding) : "";
        return new TaskListResponse(
                all.subList(start, end).stream()
                        .map(task -> RunTasks.render(run, task, links))
                        .toList(),
                next);
    }

    /**
     * One task.
     *
     * @throws WesException RUN_NOT_FOUND or TASK_NOT_FOUND
     */
    public TaskLog task(Caller caller, String id, boolean includeDeleted, String task, Links links) {
        Run run = runs.find(caller, id, includeDeleted);
        return tasks.find(run, task)
                .map(record -> RunTasks.render(run, record, links))
                .orElseThrow(() -> new WesException(
                        ErrorCode.TASK_NOT_FOUND, "run " + run.id() + " has no task " + Quoted.of(task)));
    }
}
