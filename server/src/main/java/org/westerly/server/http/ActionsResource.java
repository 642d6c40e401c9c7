package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunActionsResponse;
import org.westerly.server.service.ActOnRuns;

/** Does one thing to many runs. */
@Path(FindBasePath.CANONICAL + "/runs/actions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@RunOnVirtualThread
public class ActionsResource {

    private final ActOnRuns actions;
    private final BodyLimits limits;
    private final RoutingContext request;

    @Inject
    ActionsResource(ActOnRuns actions, HttpSettings settings, RoutingContext request) {
        this.actions = actions;
        this.limits = settings.limits();
        this.request = request;
    }

    /** The body as the API document shows it. */
    @Schema(name = "RunActionsRequest")
    record Body(
            @Schema(
                    required = true,
                    enumeration = {"cancel", "delete", "restore", "purge"})
            String action,

            @Schema(description = "1 to 10,000 ids; this or `filter`") @Nullable
            List<String> run_ids,

            @Schema(
                    description =
                            "Members are the filters of the list of runs, values strings or arrays of strings; it must narrow by something",
                    implementation = Object.class)
            @Nullable
            Object filter,

            @Schema(description = "`next_page_token` of the answer before, with the same filter") @Nullable
            String page_token) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ActOnRuns",
            summary = "Cancels, deletes, restores or purges many runs; answers for each",
            description =
                    "What is refused for one run keeps no other. A filter acts on up to 10,000 runs, newest first;"
                            + " with `more`, ask again with `next_page_token`.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    public RunActionsResponse act(InputStream body) throws IOException, InterruptedException {
        Visit visit = Visit.of(request);
        ReadRunActions.Asked asked = ReadRunActions.of(WholeBody.text(new PacedBody(body, Pace.of(request)), limits));
        return asked.ids() != null
                ? actions.act(visit.caller(), visit.version(), asked.action(), asked.ids())
                : actions.act(
                        visit.caller(),
                        visit.version(),
                        asked.action(),
                        Objects.requireNonNull(asked.filter(), "one of the two is there"));
    }
}
