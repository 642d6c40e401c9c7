package org.westerly.server.http;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a submission, for the API document only: they are read from the body as it comes. */
@Schema(name = "RunSubmission")
record SubmissionForm(
        @Schema(
                required = true,
                description = "Relative name of an attachment, or an absolute URL of a supported scheme")
        String workflow_url,

        @Schema(required = true, description = "CWL or Nextflow, say, in any case of letters; service-info lists them")
        String workflow_type,

        @Schema(required = true) String workflow_type_version,

        @Schema(description = "A JSON object; its text is kept byte for byte") @Nullable
        String workflow_params,

        @Schema(description = "A JSON object of strings") @Nullable
        String workflow_engine_parameters,

        @Schema(description = "A JSON object of strings") @Nullable
        String tags,

        @Nullable String workflow_engine,
        @Nullable String workflow_engine_version,

        @Schema(description = "Each with a filename, which may hold subfolders")
        List<Attachment> workflow_attachment) {

    @Schema(type = SchemaType.STRING, format = "binary")
    record Attachment() {}

    /** The same without attachments, and with objects as objects. */
    @Schema(name = "RunSubmissionJson")
    record Json(
            @Schema(required = true) String workflow_url,
            @Schema(required = true) String workflow_type,
            @Schema(required = true) String workflow_type_version,
            @Nullable Map<String, Object> workflow_params,
            @Nullable Map<String, String> workflow_engine_parameters,
            @Nullable Map<String, String> tags,
            @Nullable String workflow_engine,
            @Nullable String workflow_engine_version) {}
}
