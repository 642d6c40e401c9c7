package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.server.service.FindRunFile;
import org.westerly.server.service.FindRunFile.Stream;

/** What processes wrote: the URLs in {@code Log} and {@code TaskLog}. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}")
@Tag(name = "logs")
@RunOnVirtualThread
public class LogsResource {

    private final FindRunFile files;
    private final RoutingContext request;

    @Inject
    LogsResource(FindRunFile files, RoutingContext request) {
        this.files = files;
        this.request = request;
    }

    @GET
    @Path("/{stream: stdout|stderr}")
    @Operation(operationId = "GetRunStream", summary = "The engine's standard output or error; takes Range")
    @APIResponse(responseCode = "200", description = "The text so far", content = @Content(mediaType = "text/plain"))
    public Response ofRun(
            @PathParam("run_id") String id,
            @PathParam("stream") String stream,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        return SendFile.answer(
                files.log(
                        Visit.of(request).caller(), id, Query.flag("include_deleted", includeDeleted), stream(stream)),
                request);
    }

    @GET
    @Path("/tasks/{task_id}/{stream: stdout|stderr}")
    @Operation(operationId = "GetTaskStream", summary = "A task's standard output or error; takes Range")
    @APIResponse(responseCode = "200", description = "The text so far", content = @Content(mediaType = "text/plain"))
    public Response ofTask(
            @PathParam("run_id") String id,
            @PathParam("task_id") String task,
            @PathParam("stream") String stream,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        return SendFile.answer(
                files.taskLog(
                        Visit.of(request).caller(),
                        id,
                        Query.flag("include_deleted", includeDeleted),
                        task,
                        stream(stream)),
                request);
    }

    private static Stream stream(String word) {
        return word.equals("stdout") ? Stream.STDOUT : Stream.STDERR;
    }
}
