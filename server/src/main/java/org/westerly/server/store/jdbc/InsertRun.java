package org.westerly.server.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.StoreException;

/** Stores a new run, its request, its tags and its first journal line, unless its idempotency key was used before. */
final class InsertRun implements Write<Insertion> {

    private static final String EARLIER =
            "select digest, run_id from idempotency_key where owner = ? and name = ? and first_used_at >= ?";
    private static final String KEY = "insert into idempotency_key (owner, name, digest, run_id, first_used_at)"
            + " values (?, ?, ?, ?, ?) on conflict (owner, name) do update"
            + " set digest = excluded.digest, run_id = excluded.run_id, first_used_at = excluded.first_used_at";
    private static final String TAKEN = "select 1 from run where id = ?";
    private static final String REQUEST = "insert into run_request (run, workflow_url, workflow_type,"
            + " workflow_type_version, workflow_engine, workflow_engine_version, workflow_params,"
            + " engine_parameters, tags, attachments) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TAG = "insert into run_tag (owner, deleted, name, value, run) values (?, ?, ?, ?, ?)";

    private final Run run;
    private final RunRequest request;
    private final @Nullable IdempotencyKey key;
    private final @Nullable Object[] row;
    private final String parameters;
    private final String requestTags;
    private final String attachments;

    InsertRun(Run run, RunRequest request, @Nullable IdempotencyKey key) {
        this.run = run;
        this.request = request;
        this.key = key;
        this.row = RunRow.born(run);
        this.parameters = Json.text(request.engineParameters());
        this.requestTags = Json.text(request.tags());
        this.attachments = Json.text(request.attachments());
    }

    @Override
    public Insertion in(Session session) throws SQLException {
        if (key != null) {
            Insertion earlier = earlier(session, key);
            if (earlier != null) {
                return earlier;
            }
            session.update(
                    KEY,
                    run.owner().name(),
                    key.key(),
                    key.digest(),
                    run.id().value(),
                    run.submittedAt().toEpochMilli());
        }
        insert(session);
        return new Insertion.Stored();
    }

    private @Nullable Insertion earlier(Session session, IdempotencyKey asked) throws SQLException {
        try (ResultSet found = session.bound(
                        EARLIER,
                        run.owner().name(),
                        asked.key(),
                        asked.notBefore().toEpochMilli())
                .executeQuery()) {
            if (!found.next()) {
                return null;
            }
            RunId id = new RunId(found.getString(2));
            return asked.digest().equals(found.getString(1)) ? new Insertion.Repeated(id) : new Insertion.Clash(id);
        }
    }

    void insert(Session session) throws SQLException {
        try (ResultSet taken = session.bound(TAKEN, run.id().value()).executeQuery()) {
            if (taken.next()) {
                throw new StoreException("run " + run.id() + " is stored already", null);
            }
        }
        long sequence = sequence(session);
        session.update(
                REQUEST,
                sequence,
                request.workflowUrl(),
                request.workflowType(),
                request.workflowTypeVersion(),
                request.workflowEngine(),
                request.workflowEngineVersion(),
                request.workflowParams(),
                parameters,
                requestTags,
                attachments);
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
            session.update(TAG, run.owner().name(), RunRow.shelf(run), tag.getKey(), tag.getValue(), sequence);
        }
        JournalRow.insert(session, sequence, JournalEntry.birth(run));
    }

    private long sequence(Session session) throws SQLException {
        try (ResultSet inserted = session.bound(RunRow.INSERT, row).executeQuery()) {
            inserted.next();
            return inserted.getLong(1);
        }
    }
}
