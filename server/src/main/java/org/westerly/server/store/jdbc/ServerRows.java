package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.SERVER;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunState;
import org.westerly.server.store.AbandonedRun;
import org.westerly.server.store.Seat;
import org.westerly.server.store.Servers;
import org.westerly.server.store.WorkingServer;
import org.westerly.server.store.jdbc.schema.tables.records.RunRecord;

/** The table {@code server}, and the runs by who works on them. Every time in it is the database's. */
final class ServerRows implements Servers {

    private static final String ENTERING = "insert into server (epoch, name, machine, began_at, lease_until)"
            + " select coalesce(max(epoch), 0) + 1, ?, ?, {now}, {now} + ? from server returning epoch";
    private static final String REPLACING = "update server set ended_at = {now} where name = ? and ended_at is null";
    private static final String RENEWING =
            "update server set lease_until = {now} + ?" + " where epoch = ? and ended_at is null";
    private static final String LEAVING = "update server set ended_at = {now} where epoch = ? and ended_at is null";
    private static final String ENDING =
            "update server set ended_at = {now} where ended_at is null and lease_until <= {now}";
    private static final String EXPIRED = "select 1 from server where ended_at is null and lease_until <= {now}";
    private static final String WORKING =
            "select epoch, name, machine, began_at from server where ended_at is null order by epoch";
    private static final String HOLDER = "select name, machine, {now} - ended_at from server where epoch = ?";

    /** In the words of the index {@code run_at_work}. */
    private static final Condition AT_WORK =
            RUN.STATE.in(Stream.of(RunState.INITIALIZING, RunState.RUNNING, RunState.CANCELING)
                    .map(state -> DSL.inline(state.name()))
                    .collect(Collectors.toList()));

    private final Dialect dialect;
    private final GroupCommit writer;
    private final Reader reader;

    ServerRows(Dialect dialect, GroupCommit writer, Reader reader) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
    }

    private String sql(String text) {
        return text.replace("{now}", dialect.now());
    }

    @Override
    public long enter(Seat seat, Duration lease) {
        return writer.write(session -> {
            session.update(sql(REPLACING), seat.name());
            try (ResultSet entered = session.bound(sql(ENTERING), seat.name(), seat.machine(), lease.toMillis())
                    .executeQuery()) {
                entered.next();
                return entered.getLong(1);
            }
        });
    }

    @Override
    public boolean renew(long epoch, Duration lease) {
        return writer.write(session -> session.update(sql(RENEWING), lease.toMillis(), epoch)) == 1;
    }

    @Override
    public void leave(long epoch) {
        writer.write(session -> session.update(sql(LEAVING), epoch));
    }

    @Override
    public void endExpired() {
        boolean any = reader.plain(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql(EXPIRED));
                    ResultSet row = query.executeQuery()) {
                return row.next();
            }
        });
        if (any) {
            writer.write(session -> session.update(sql(ENDING)));
        }
    }

    @Override
    public List<WorkingServer> working() {
        return reader.plain(connection -> {
            List<WorkingServer> servers = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(WORKING);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    servers.add(new WorkingServer(
                            row.getLong(1),
                            new Seat(row.getString(2), row.getString(3)),
                            Instant.ofEpochMilli(row.getLong(4))));
                }
            }
            return servers;
        });
    }

    @Override
    public List<Run> held(long epoch) {
        return reader.read(sql -> heldBy(sql, epoch).fetch(RunRow::read));
    }

    @Override
    public int heldCount(long epoch) {
        return reader.read(sql -> counted(sql, epoch).fetchSingle().value1());
    }

    @Override
    public List<AbandonedRun> abandoned() {
        List<Run> runs = reader.read(sql -> ofNobody(sql).fetch(RunRow::read));
        Map<Long, Holder> holders = new HashMap<>();
        return runs.stream()
                .map(run -> holders.computeIfAbsent(run.epoch(), this::holder).of(run))
                .toList();
    }

    private record Holder(@Nullable Seat seat, Duration gone) {
        AbandonedRun of(Run run) {
            return new AbandonedRun(run, seat, gone);
        }
    }

    /** A server that has ended stays so, and its row stays: this may be asked later than which runs it left. */
    private Holder holder(long epoch) {
        return reader.plain(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql(HOLDER))) {
                query.setLong(1, epoch);
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? new Holder(
                                    new Seat(row.getString(1), row.getString(2)),
                                    Duration.ofMillis(Math.max(0, row.getLong(3))))
                            : new Holder(null, Duration.ZERO);
                }
            }
        });
    }

    /** One of each kind of query, for the test that reads their plans. */
    static List<Query> samples(DSLContext sql) {
        return List.of(heldBy(sql, 7), counted(sql, 7));
    }

    private static ResultQuery<RunRecord> heldBy(DSLContext sql, long epoch) {
        return sql.selectFrom(RUN).where(AT_WORK.and(RUN.EPOCH.eq(epoch))).orderBy(RUN.SEQ);
    }

    private static ResultQuery<org.jooq.Record1<Integer>> counted(DSLContext sql, long epoch) {
        return sql.selectCount().from(RUN).where(AT_WORK.and(RUN.EPOCH.eq(epoch)));
    }

    /** Walks the runs at work, of which there are never many. */
    static ResultQuery<RunRecord> ofNobody(DSLContext sql) {
        return sql.selectFrom(RUN)
                .where(AT_WORK.andNotExists(DSL.selectOne()
                        .from(SERVER)
                        .where(SERVER.EPOCH.eq(RUN.EPOCH).and(SERVER.ENDED_AT.isNull()))))
                .orderBy(RUN.EPOCH, RUN.SEQ);
    }
}
