package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.jdbc.schema.tables.records.RunRequestRecord;

/** What the client asked for as a row of the table {@code run_request}, both ways. */
final class RequestRow {

    /** In the order of {@link #values}. */
    private static final String INSERT = "insert into run_request (workflow_url, workflow_type, workflow_type_version,"
            + " workflow_engine, workflow_engine_version, workflow_params, engine_parameters, tags, attachments, secret_parameters, run)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private RequestRow() {}

    /** All but the run's sequence, which is known only once the run is in. */
    static @Nullable Object[] values(RunRequest request) {
        return new @Nullable Object[] {
            request.workflowUrl(),
            request.workflowType(),
            request.workflowTypeVersion(),
            request.workflowEngine(),
            request.workflowEngineVersion(),
            request.workflowParams(),
            Json.text(request.engineParameters()),
            Json.text(request.tags()),
            Json.text(request.attachments()),
            Json.text(List.copyOf(request.secretParameters()))
        };
    }

    static void insert(Session session, long sequence, @Nullable Object[] values) throws SQLException {
        session.update(INSERT, RunRow.joined(values, sequence));
    }

    static RunRequest read(RunRequestRecord row) {
        return new RunRequest(
                row.getWorkflowUrl(),
                row.getWorkflowType(),
                row.getWorkflowTypeVersion(),
                row.getWorkflowEngine(),
                row.getWorkflowEngineVersion(),
                row.getWorkflowParams(),
                Json.map(row.getEngineParameters()),
                Json.map(row.getTags()),
                Json.list(row.getAttachments()),
                Set.copyOf(Json.list(row.getSecretParameters())));
    }
}
