package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Execution;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal;
import org.westerly.server.run.Removal.Purge;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;

/** A run as a row of the table {@code run}, both ways. */
final class RunRow {

    /** In the order of {@link #born}. */
    private static final String INSERT = "insert into run (id, owner, engine_name, engine_version, tags, submitted_at,"
            + " state, deleted, version, attempt, job_executor, job_slot, job_identity,"
            + " start_time, end_time, exit_code, command, system_logs, deleted_at, cleared_at,"
            + " purge_asked_at, purge_asked_by, purged_at, epoch)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning seq";

    /** In the order of {@link #moved}, then the id and the version that is replaced. */
    static final String UPDATE = "update run set state = ?, deleted = ?, version = ?, attempt = ?, job_executor = ?,"
            + " job_slot = ?, job_identity = ?, start_time = ?, end_time = ?, exit_code = ?, command = ?,"
            + " system_logs = ?, deleted_at = ?, cleared_at = ?, purge_asked_at = ?, purge_asked_by = ?, purged_at = ?,"
            + " epoch = ? where id = ? and version = ? returning seq";

    private RunRow() {}

    static @Nullable Object[] born(Run run) {
        @Nullable
        Object[] fixed = {
            run.id().value(),
            run.owner().name(),
            run.engine().name(),
            run.engine().version(),
            Json.text(run.tags()),
            run.submittedAt().toEpochMilli()
        };
        return joined(fixed, moving(run));
    }

    static @Nullable Object[] moved(Run seen, Run next) {
        return joined(moving(next), seen.id().value(), seen.version());
    }

    /** The new run's sequence. */
    static long insert(Session session, @Nullable Object[] born) throws SQLException {
        try (ResultSet inserted = session.bound(INSERT, born).executeQuery()) {
            inserted.next();
            return inserted.getLong(1);
        }
    }

    private static @Nullable Object[] moving(Run run) {
        JobRef job = run.job();
        Purge purge = run.removal().purge();
        return new @Nullable Object[] {
            run.state().name(),
            run.deletedAt() == null ? 0 : 1,
            run.version(),
            run.attempt(),
            job == null ? null : job.executor(),
            job == null ? null : job.slot().toString(),
            job == null ? null : job.identity(),
            millis(run.startTime()),
            millis(run.endTime()),
            run.exitCode(),
            Json.text(run.command()),
            Json.text(run.systemLogs()),
            millis(run.deletedAt()),
            millis(run.removal().clearedAt()),
            purge == null ? null : millis(purge.askedAt()),
            purge == null ? null : purge.by(),
            purge == null ? null : millis(purge.doneAt()),
            run.epoch()
        };
    }

    static Run read(RunRecord row) {
        return new Run(
                new RunId(row.getId()),
                origin(row),
                RunState.valueOf(row.getState()),
                row.getVersion(),
                execution(row),
                Json.list(row.getSystemLogs()),
                removal(row));
    }

    private static Removal removal(RunRecord row) {
        Instant asked = instant(row.getPurgeAskedAt());
        return new Removal(
                instant(row.getDeletedAt()),
                instant(row.getClearedAt()),
                asked == null ? null : new Purge(row.getPurgeAskedBy(), asked, instant(row.getPurgedAt())));
    }

    static Origin origin(RunRecord row) {
        return new Origin(
                new Owner(row.getOwner()),
                new EngineChoice(row.getEngineName(), row.getEngineVersion()),
                Json.map(row.getTags()),
                Instant.ofEpochMilli(row.getSubmittedAt()));
    }

    private static Execution execution(RunRecord row) {
        return new Execution(
                row.getAttempt().intValue(),
                row.getEpoch(),
                job(row),
                Json.list(row.getCommand()),
                instant(row.getStartTime()),
                instant(row.getEndTime()),
                row.get(RUN.EXIT_CODE, Integer.class));
    }

    private static @Nullable JobRef job(RunRecord row) {
        String executor = row.getJobExecutor();
        return executor == null ? null : new JobRef(executor, Path.of(row.getJobSlot()), row.getJobIdentity());
    }

    static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    static @Nullable Object[] joined(@Nullable Object[] first, @Nullable Object... then) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }
}
