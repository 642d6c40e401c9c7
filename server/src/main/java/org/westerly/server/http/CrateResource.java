package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.server.service.DescribeCrate;

/** A finished run for others to understand: as an RO-Crate. */
@Path(FindBasePath.CANONICAL + "/runs/{run_id}/ro-crate")
@Tag(name = "outputs")
@RunOnVirtualThread
public class CrateResource {

    private static final String MEDIA_TYPE = "application/ld+json; profile=\"https://w3id.org/ro/crate\"";

    private final DescribeCrate crates;
    private final RoutingContext request;

    @Inject
    CrateResource(DescribeCrate crates, RoutingContext request) {
        this.crates = crates;
        this.request = request;
    }

    @GET
    @Operation(
            operationId = "GetRoCrate",
            summary = "The run as a Workflow Run RO-Crate: its metadata, or with download=zip the files too")
    @APIResponse(
            responseCode = "200",
            description = "JSON-LD, or a zip",
            content = {@Content(mediaType = "application/ld+json"), @Content(mediaType = "application/zip")})
    public Response get(
            @PathParam("run_id") String id,
            @QueryParam("download") @Nullable String download,
            @QueryParam("include_deleted") @Nullable String includeDeleted) {
        Visit visit = Visit.of(request);
        boolean deleted = Query.flag("include_deleted", includeDeleted);
        if (SendZip.asked(download)) {
            return SendZip.answer(crates.archive(visit.caller(), id, deleted, visit.links()), request);
        }
        DescribeCrate.Document document = crates.document(visit.caller(), id, deleted, visit.links());
        return Response.ok((StreamingOutput) target -> document.write(PacedOutput.of(target, request)))
                .header("Content-Type", MEDIA_TYPE)
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
