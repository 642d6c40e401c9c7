package org.westerly.server.service;

import java.util.Set;

/** The names of the fields of a submission. */
final class SubmissionField {

    static final String WORKFLOW_URL = "workflow_url";
    static final String WORKFLOW_TYPE = "workflow_type";
    static final String WORKFLOW_TYPE_VERSION = "workflow_type_version";
    static final String WORKFLOW_ENGINE = "workflow_engine";
    static final String WORKFLOW_ENGINE_VERSION = "workflow_engine_version";
    static final String WORKFLOW_PARAMS = "workflow_params";
    static final String WORKFLOW_ENGINE_PARAMETERS = "workflow_engine_parameters";
    static final String TAGS = "tags";
    static final String WORKFLOW_ATTACHMENT = "workflow_attachment";

    /** Every field but the attachments; each may come once. */
    static final Set<String> SINGLE = Set.of(
            WORKFLOW_URL,
            WORKFLOW_TYPE,
            WORKFLOW_TYPE_VERSION,
            WORKFLOW_ENGINE,
            WORKFLOW_ENGINE_VERSION,
            WORKFLOW_PARAMS,
            WORKFLOW_ENGINE_PARAMETERS,
            TAGS);

    private SubmissionField() {}
}
