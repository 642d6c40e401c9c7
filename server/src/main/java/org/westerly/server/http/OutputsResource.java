package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.server.service.FindRunFile;

/** The files that a workflow made: the locations in {@code outputs}. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}/outputs")
@Tag(name = "outputs")
@RunOnVirtualThread
public class OutputsResource {

    private static final String OUTPUTS = "/outputs/";

    private final FindRunFile files;
    private final RoutingContext request;

    @Inject
    OutputsResource(FindRunFile files, RoutingContext request) {
        this.files = files;
        this.request = request;
    }

    @GET
    @Path("/{path: .+}")
    @Operation(operationId = "GetOutput", summary = "An output file; takes Range")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "application/octet-stream"))
    public Response get(
            @PathParam("run_id") String id,
            @PathParam("path") String path,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        return SendFile.answer(
                files.output(
                        Visit.of(request).caller(), id, Query.flag("include_deleted", includeDeleted), asSent(path)),
                request);
    }

    /** The framework's own reading cuts a name at a semicolon and folds slashes. */
    private String asSent(String read) {
        String raw = Objects.requireNonNullElse(request.request().path(), "");
        int start = raw.indexOf(OUTPUTS);
        return start < 0
                ? read
                : Percent.decode(raw.substring(start + OUTPUTS.length())).orElse(read);
    }
}
