package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.OutputListResponse;
import org.westerly.server.service.AskedFile;
import org.westerly.server.service.CollectArchive;
import org.westerly.server.service.FindRunFile;
import org.westerly.server.service.ListFiles;
import org.westerly.server.service.RunListing;

/** The files that a run has left: their list, each of them, and several as a zip. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}/outputs")
@Tag(name = "outputs")
@RunOnVirtualThread
public class OutputsResource {

    private static final String OUTPUTS = "/outputs/";

    private final FindRunFile files;
    private final ListFiles list;
    private final CollectArchive archives;
    private final RoutingContext request;

    @Inject
    OutputsResource(FindRunFile files, ListFiles list, CollectArchive archives, RoutingContext request) {
        this.files = files;
        this.list = list;
        this.archives = archives;
        this.request = request;
    }

    @GET
    @Operation(
            operationId = "ListOutputs",
            summary = "The files that a run has left, outputs first; with download=zip the files themselves")
    @APIResponse(
            responseCode = "200",
            description = "A page of the list, or a zip",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = OutputListResponse.class)),
                @Content(mediaType = "application/zip")
            })
    public Response list(
            @PathParam("run_id") String id,
            @QueryParam("kind") @Nullable List<String> kinds,
            @QueryParam("page_size") @Nullable String pageSize,
            @QueryParam("page_token") @Nullable String pageToken,
            @QueryParam("download") @Nullable String download,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        boolean deleted = Query.flag("include_deleted", includeDeleted);
        if (SendZip.asked(download)) {
            return SendZip.answer(archives.ofRun(visit.caller(), id, deleted, kinds()), request);
        }
        OutputListResponse page = list.list(
                visit.caller(), id, deleted, kinds(), new RunListing.Page(pageSize, pageToken), visit.links());
        return Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
    }

    @GET
    @Path("/{path: .+}")
    @Operation(
            operationId = "GetOutput",
            summary =
                    "An output file; takes Range. With download=zip a folder of them; kind=intermediate is a working file")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "application/octet-stream"))
    public Response get(
            @PathParam("run_id") String id,
            @PathParam("path") String path,
            @QueryParam("kind") @Nullable List<String> kinds,
            @QueryParam("download") @Nullable String download,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        boolean deleted = Query.flag("include_deleted", includeDeleted);
        AskedFile asked = AskedFile.of(asSent(path), kinds());
        return SendZip.asked(download)
                ? SendZip.answer(archives.ofFolder(visit.caller(), id, deleted, asked), request)
                : SendFile.answer(files.output(visit.caller(), id, deleted, asked), request);
    }

    private List<String> kinds() {
        return Query.all(request, "kind");
    }

    /** Percent-encoded: the framework's own reading cuts a name at a semicolon, and folds slashes. */
    private String asSent(String read) {
        String raw = Objects.requireNonNullElse(request.request().path(), "");
        int start = raw.indexOf(OUTPUTS);
        return start < 0 ? Percent.encode(read) : raw.substring(start + OUTPUTS.length());
    }
}
