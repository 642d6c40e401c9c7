package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunId;
import org.westerly.api.RunLog;
import org.westerly.api.RunStatus;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.service.AwaitState;
import org.westerly.server.service.CancelRun;
import org.westerly.server.service.DeleteRun;
import org.westerly.server.service.DescribeRun;

/** One run. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@RunOnVirtualThread
public class RunResource {

    private final DescribeRun describe;
    private final AwaitState await;
    private final CancelRun cancel;
    private final DeleteRun delete;
    private final RoutingContext request;

    @Inject
    RunResource(DescribeRun describe, AwaitState await, CancelRun cancel, DeleteRun delete, RoutingContext request) {
        this.describe = describe;
        this.await = await;
        this.cancel = cancel;
        this.delete = delete;
        this.request = request;
    }

    @GET
    @Operation(operationId = "GetRunLog", summary = "Everything about a run: request, state, logs, tasks, outputs")
    public RunLog log(@PathParam("run_id") String id, @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        return describe.log(
                visit.caller(), id, Query.flag("include_deleted", includeDeleted), visit.version(), visit.links());
    }

    @GET
    @Path("/status")
    @Operation(operationId = "GetRunStatus", summary = "A run's state and nothing else; with wait, once it changes")
    public RunStatus status(
            @PathParam("run_id") String id,
            @QueryParam("include_deleted") @Nullable String includeDeleted,
            @QueryParam("wait") @Nullable String wait,
            @QueryParam("since") @Nullable String since)
            throws InterruptedException {
        Visit visit = Visit.of(request);
        boolean deleted = Query.flag("include_deleted", includeDeleted);
        return wait == null
                ? describe.status(visit.caller(), id, deleted, visit.version())
                : await.status(visit.caller(), id, deleted, visit.version(), new AwaitState.Wait(wait, since));
    }

    @POST
    @Path("/cancel")
    @Operation(operationId = "CancelRun", summary = "Asks a run to stop; 409 when it has ended")
    public RunId cancel(@PathParam("run_id") String id) {
        Visit visit = Visit.of(request);
        return new RunId(cancel.cancel(visit.caller(), id, visit.version()).value());
    }

    @DELETE
    @Operation(
            operationId = "DeleteRun",
            summary = "Hides a finished run; cancels an unfinished one, which stays visible")
    public RunId delete(
            @PathParam("run_id") String id, @Parameter(hidden = true) @QueryParam("purge") @Nullable String purge) {
        if (Query.flag("purge", purge)) {
            throw new WesException(
                    ErrorCode.INVALID_REQUEST,
                    List.of(new FieldFault("purge", "this server cannot purge runs; nothing was changed")));
        }
        return new RunId(delete.delete(Visit.of(request).caller(), id).value());
    }

    @POST
    @Path("/restore")
    @Operation(operationId = "RestoreRun", summary = "Brings a soft-deleted run back")
    public RunId restore(@PathParam("run_id") String id) {
        return new RunId(delete.restore(Visit.of(request).caller(), id).value());
    }
}
