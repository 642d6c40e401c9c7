package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunListResponse;
import org.westerly.api.State;
import org.westerly.server.service.ListRuns;
import org.westerly.server.service.RunListing;

/** The list of runs. */
@Path(FindBasePath.CANONICAL + "/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@RunOnVirtualThread
public class RunsResource {

    private final ListRuns runs;
    private final RoutingContext request;

    @Inject
    RunsResource(ListRuns runs, RoutingContext request) {
        this.runs = runs;
        this.request = request;
    }

    @GET
    @Operation(
            operationId = "ListRuns",
            summary = "The caller's runs, newest first, page by page",
            description = "Runs born after the first page do not appear; the last page has an empty token.")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "Only runs in one of these states",
            schema = @Schema(implementation = State[].class))
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "`key` or `key:value`; all must match",
            schema = @Schema(implementation = String[].class))
    @Parameter(
            name = "tag_key",
            in = ParameterIn.QUERY,
            description = "As in TES, paired with `tag_value`",
            schema = @Schema(implementation = String[].class))
    @Parameter(
            name = "tag_value",
            in = ParameterIn.QUERY,
            description = "Empty stands for any value",
            schema = @Schema(implementation = String[].class))
    public RunListResponse list(
            @Parameter(description = "1 or more; what is over the cap is capped") @QueryParam("page_size") @Nullable
                    String pageSize,
            @Parameter(description = "`next_page_token` of the page before, with the same filters")
                    @QueryParam("page_token")
                    @Nullable
                    String pageToken,
            @Parameter(description = "Soft-deleted runs too") @QueryParam("include_deleted") @Nullable
                    String includeDeleted) {
        Visit visit = Visit.of(request);
        return runs.list(
                visit.caller(),
                new RunListing(
                        new RunListing.Page(pageSize, pageToken),
                        Query.all(request, "state"),
                        Query.all(request, "tag"),
                        Query.all(request, "tag_key"),
                        Query.all(request, "tag_value"),
                        Query.flag("include_deleted", includeDeleted),
                        visit.version()));
    }
}
