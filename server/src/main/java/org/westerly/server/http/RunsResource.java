package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            description =
                    "Everything given must match. Runs born after the first page do not appear; the last page has an"
                            + " empty token. A parameter without a value is as if it was not there.")
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
    @Parameter(
            name = "workflow_type",
            in = ParameterIn.QUERY,
            description = "As submitted, in any case of letters",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "engine",
            in = ParameterIn.QUERY,
            description = "The engine that was chosen, `name` or `name@version`, in any case of letters",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "workflow_url",
            in = ParameterIn.QUERY,
            description = "Exactly as submitted",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "Submitted at this time (RFC 3339, or a date in UTC) or later",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "Submitted before this time (RFC 3339, or a date in UTC)",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "Words, each the beginning of a word of a tag or of `workflow_url`, or of the id",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "owner",
            in = ParameterIn.QUERY,
            description = "Whose runs; anybody but the caller only for an administrator",
            schema = @Schema(implementation = String.class))
    @Parameter(
            name = "include_deleted",
            in = ParameterIn.QUERY,
            description = "Soft-deleted runs too",
            schema = @Schema(implementation = Boolean.class))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description =
                    "`submitted_at`, `start_time` or `end_time`, with `:asc` or `:desc`. Runs without the time come last",
            schema = @Schema(implementation = String.class, defaultValue = "submitted_at:desc"))
    @Parameter(
            name = "include_total",
            in = ParameterIn.QUERY,
            description = "Tell in `total_runs` how many there are on all pages",
            schema = @Schema(implementation = Boolean.class))
    public RunListResponse list(
            @Parameter(description = "1 or more; what is over the cap is capped") @QueryParam("page_size") @Nullable
                    String pageSize,
            @Parameter(description = "`next_page_token` of the page before, with the same filters")
                    @QueryParam("page_token")
                    @Nullable
                    String pageToken) {
        Visit visit = Visit.of(request);
        Map<String, List<String>> query = RunListing.PARAMETERS.stream()
                .collect(Collectors.toMap(Function.identity(), name -> Query.all(request, name)));
        return runs.list(
                visit.caller(), new RunListing(new RunListing.Page(pageSize, pageToken), query, visit.version()));
    }
}
