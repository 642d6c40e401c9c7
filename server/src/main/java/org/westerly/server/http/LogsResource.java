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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.LogPage;
import org.westerly.server.logs.LogStream;
import org.westerly.server.service.FindRunFile;
import org.westerly.server.service.LogListing;
import org.westerly.server.service.PageLogs;

/** What processes wrote: the URLs in {@code Log} and {@code TaskLog}. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}")
@Tag(name = "logs")
@RunOnVirtualThread
public class LogsResource {

    private final FindRunFile files;
    private final PageLogs lines;
    private final RoutingContext request;

    @Inject
    LogsResource(FindRunFile files, PageLogs lines, RoutingContext request) {
        this.files = files;
        this.lines = lines;
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
        return raw(id, includeDeleted, null, stream);
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
        return raw(id, includeDeleted, task, stream);
    }

    private Response raw(String id, @Nullable String includeDeleted, @Nullable String task, String stream) {
        return SendFile.answer(
                files.log(
                        Visit.of(request).caller(),
                        id,
                        Query.flag("include_deleted", includeDeleted),
                        task,
                        stream.equals("stdout") ? LogStream.STDOUT : LogStream.STDERR),
                request);
    }

    @GET
    @Path("/logs")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "ListLogLines", summary = "The lines of the engine's output, numbered, page by page")
    public LogPage lines(
            @PathParam("run_id") String id,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("after_seq") @Nullable String afterSeq,
            @QueryParam("page_size") @Nullable String pageSize,
            @QueryParam("tail") @Nullable String tail,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        return page(id, null, includeDeleted, stream, afterSeq, pageSize, tail);
    }

    @GET
    @Path("/tasks/{task_id}/logs")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "ListTaskLogLines", summary = "The lines of a task's output, numbered, page by page")
    public LogPage linesOfTask(
            @PathParam("run_id") String id,
            @PathParam("task_id") String task,
            @QueryParam("stream") @Nullable String stream,
            @QueryParam("after_seq") @Nullable String afterSeq,
            @QueryParam("page_size") @Nullable String pageSize,
            @QueryParam("tail") @Nullable String tail,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        return page(id, task, includeDeleted, stream, afterSeq, pageSize, tail);
    }

    private LogPage page(
            String id,
            @Nullable String task,
            @Nullable String includeDeleted,
            @Nullable String stream,
            @Nullable String afterSeq,
            @Nullable String pageSize,
            @Nullable String tail) {
        return lines.page(
                Visit.of(request).caller(),
                id,
                new LogListing(task, Query.flag("include_deleted", includeDeleted), stream, afterSeq, pageSize, tail));
    }
}
