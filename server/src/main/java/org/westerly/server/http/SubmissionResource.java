package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunId;
import org.westerly.server.service.Intake;
import org.westerly.server.service.SubmitRun;

/** Takes submissions in three kinds of body, with the same fields and rules. */
@Path(FindBasePath.CANONICAL + "/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
@RunOnVirtualThread
public class SubmissionResource {

    private final SubmitRun submit;
    private final BodyLimits limits;
    private final RoutingContext request;

    @Inject
    SubmissionResource(SubmitRun submit, HttpSettings settings, RoutingContext request) {
        this.submit = submit;
        this.limits = settings.limits();
        this.request = request;
    }

    private interface ReadBody {
        void into(Intake intake, InputStream body) throws IOException;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "RunWorkflow",
            summary = "Submits a workflow",
            description = "Answered once the run is durable. Every fault of a request is told in one answer.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = SubmissionForm.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SubmissionForm.Json.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = SubmissionForm.class))
            })
    public RunId multipart(
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
            @Parameter(
                            description = "The same key with the same body gives the same run for 24 hours",
                            schema = @Schema(type = SchemaType.STRING))
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String key,
            InputStream body)
            throws IOException {
        return take(key, body, (intake, bytes) -> new ReadMultipart(limits, intake).read(bytes, contentType));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public RunId json(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return take(key, body, (intake, bytes) -> new ReadJson(limits, intake).read(bytes));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public RunId form(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return take(key, body, (intake, bytes) -> new ReadForm(limits, intake).read(bytes));
    }

    private RunId take(@Nullable String key, InputStream body, ReadBody read) throws IOException {
        try (Intake intake = submit.begin(Visit.of(request).caller(), key)) {
            read.into(intake, new LimitedBody(new PacedBody(body, Pace.of(request)), limits.totalBytes()));
            return new RunId(intake.accept().value());
        }
    }
}
