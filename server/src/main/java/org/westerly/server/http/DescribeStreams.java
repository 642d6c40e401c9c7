package org.westerly.server.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Puts the streams into the API document, which knows resources only ({@link StreamRoutes} are none). */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 1)
public class DescribeStreams implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        add(document, "/runs/{run_id}/status/stream", "StreamRunStatus", "The states of a run as they come", "runs");
        add(document, "/runs/{run_id}/logs/stream", "StreamLogLines", "The lines of a run as they come", "logs");
        add(document, "/events/stream", "StreamEvents", "The states of all runs as they come, from now on", "runs");
    }

    private static void add(OpenAPI document, String path, String id, String summary, String tag) {
        Operation operation = OASFactory.createOperation()
                .operationId(id)
                .summary(summary)
                .addTag(tag)
                .parameters(parameters(path))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse(
                                "200",
                                OASFactory.createAPIResponse()
                                        .description("Records with growing ids, then an event `end` that says why")
                                        .content(content())));
        document.getPaths()
                .addPathItem(
                        FindBasePath.CANONICAL + path,
                        OASFactory.createPathItem().GET(operation));
    }

    private static List<Parameter> parameters(String path) {
        List<Parameter> parameters = new ArrayList<>();
        if (path.contains("{run_id}")) {
            parameters.add(parameter("run_id", Parameter.In.PATH, "").required(true));
            parameters.add(parameter("include_deleted", Parameter.In.QUERY, "true or false"));
        }
        if (path.contains("/logs/")) {
            parameters.add(parameter("stream", Parameter.In.QUERY, "stdout or stderr; both if nothing is said"));
        }
        parameters.add(parameter("after_seq", Parameter.In.QUERY, "The id after which to go on"));
        parameters.add(parameter("Last-Event-ID", Parameter.In.HEADER, "The same; counts more"));
        parameters.add(parameter("format", Parameter.In.QUERY, "sse, or ndjson for one JSON object a line"));
        return parameters;
    }

    private static Parameter parameter(String name, Parameter.In in, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(in)
                .description(description)
                .schema(text());
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType("text/event-stream", OASFactory.createMediaType().schema(text()))
                .addMediaType(
                        "application/x-ndjson", OASFactory.createMediaType().schema(text()));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
