package org.westerly.server.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds to the API document what cannot be read from the code: the errors that each operation may answer with, all of one
 * shape, and that JSON which is passed on as text is an object for its reader.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public class CompleteDocument implements OASFilter {

    private static final String SCHEMA = "ErrorResponse";

    private static final Map<String, String> EVERYWHERE = Map.of(
            "400", "The request is wrong; `errors` names each field",
            "403", "A page of this origin may not do this",
            "421", "The request was meant for another host",
            "500", "The server failed",
            "503", "The store does not answer; try again");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(SCHEMA, errorSchema());
        document.getPaths().getPathItems().forEach(CompleteDocument::describe);
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        // Without the schema the build fails here, and the document would not be true.
        Objects.requireNonNull(schemas.get("RunLog")).addProperty("outputs", object());
        Objects.requireNonNull(schemas.get("RunRequest")).addProperty("workflow_params", object());
    }

    private static void describe(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            Map<String, String> errors = new TreeMap<>(EVERYWHERE);
            if (path.contains("{run_id}")) {
                errors.put("404", "There is no such run, task or file, or it is a stranger's");
            }
            if (path.endsWith("/cancel")) {
                errors.put("409", "The run has already ended");
            }
            if (path.endsWith("/ro-crate")) {
                errors.put("409", "The run has not ended");
            }
            if (path.endsWith("/restore")) {
                errors.put("409", "The run has not been deleted, or it has been purged");
            }
            if (path.endsWith("/{run_id}") && method == PathItem.HttpMethod.DELETE) {
                errors.put("409", "The run has not ended, so it cannot be purged");
            }
            if (path.endsWith("/runs/actions")) {
                errors.put("413", "The body is too large");
                errors.put("415", "A body of this media type is not taken");
            }
            if (path.endsWith("/runs") && method == PathItem.HttpMethod.POST) {
                errors.put("409", "This Idempotency-Key came with another body before");
                errors.put("413", "The body, or a field of it, is too large");
                errors.put("415", "A body of this media type is not taken");
                errors.put("507", "There is no space left");
            }
            if (path.contains("{stream}") || path.contains("{path}")) {
                errors.put("412", "The file has changed");
                errors.put("416", "The range is not in the file, or there are several");
            }
            errors.forEach((status, text) -> add(operation, status, text));
        });
    }

    private static void add(Operation operation, String status, String text) {
        operation.getResponses().addAPIResponse(status, error(text));
    }

    private static APIResponse error(String text) {
        return OASFactory.createAPIResponse()
                .description(text)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))));
    }

    private static Schema errorSchema() {
        Schema field = object().addProperty("field", type(Schema.SchemaType.STRING))
                .addProperty("problem", type(Schema.SchemaType.STRING));
        return object().addProperty("msg", type(Schema.SchemaType.STRING))
                .addProperty("status_code", type(Schema.SchemaType.INTEGER))
                .addProperty("code", type(Schema.SchemaType.STRING).description("A stable word"))
                .addProperty("errors", type(Schema.SchemaType.ARRAY).items(field));
    }

    private static Schema object() {
        return type(Schema.SchemaType.OBJECT);
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
