package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.TaskListResponse;
import org.westerly.api.TaskLog;
import org.westerly.server.service.ListTasks;
import org.westerly.server.service.RunListing;

/** The tasks of a run. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}/tasks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tasks")
@RunOnVirtualThread
public class TasksResource {

    private final ListTasks tasks;
    private final RoutingContext request;

    @Inject
    TasksResource(ListTasks tasks, RoutingContext request) {
        this.tasks = tasks;
        this.request = request;
    }

    @GET
    @Operation(operationId = "ListTasks", summary = "A run's tasks in the order they started, page by page")
    public TaskListResponse list(
            @PathParam("run_id") String id,
            @QueryParam("page_size") @Nullable String pageSize,
            @QueryParam("page_token") @Nullable String pageToken,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        return tasks.list(
                visit.caller(),
                id,
                Query.flag("include_deleted", includeDeleted),
                new RunListing.Page(pageSize, pageToken),
                visit.links());
    }

    @GET
    @Path("/{task_id}")
    @Operation(operationId = "GetTask", summary = "One task")
    public TaskLog task(
            @PathParam("run_id") String id,
            @PathParam("task_id") String task,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        return tasks.task(visit.caller(), id, Query.flag("include_deleted", includeDeleted), task, visit.links());
    }
}
