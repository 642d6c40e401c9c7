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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunId;
import org.westerly.api.RunLog;
import org.westerly.api.RunStatus;
import org.westerly.server.auth.Caller;
import org.westerly.server.service.AwaitState;
import org.westerly.server.service.CancelRun;
import org.westerly.server.service.DeleteRun;
import org.westerly.server.service.DescribeRun;
import org.westerly.server.service.PurgeRun;

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
    private final PurgeRun purge;
    private final RoutingContext request;

    @Inject
    RunResource(
            DescribeRun describe,
            AwaitState await,
            CancelRun cancel,
            DeleteRun delete,
            PurgeRun purge,
            RoutingContext request) {
        this.describe = describe;
        this.await = await;
        this.cancel = cancel;
        this.delete = delete;
        this.purge = purge;
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
            summary = "Hides a finished run, or purges it; cancels an unfinished one, which stays visible",
            description =
                    "With `purge` the run's files, request, logs and outputs are removed for good: at once out of sight,"
                            + " from the disk soon after. Only a finished run can be purged (else 409).")
    public RunId delete(
            @PathParam("run_id") String id,
            @Parameter(
                            description = "Remove it for good",
                            schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
                    @QueryParam("purge")
                    @Nullable
                    String forGood) {
        Caller caller = Visit.of(request).caller();
        return new RunId((Query.flag("purge", forGood) ? purge.purge(caller, id) : delete.delete(caller, id)).value());
    }

    @POST
    @Path("/restore")
    @Operation(operationId = "RestoreRun", summary = "Brings a soft-deleted run back; 409 when it has been purged")
    public RunId restore(@PathParam("run_id") String id) {
        return new RunId(delete.restore(Visit.of(request).caller(), id).value());
    }
}
