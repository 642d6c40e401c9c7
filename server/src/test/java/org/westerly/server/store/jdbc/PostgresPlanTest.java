package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.Samples;
import org.westerly.testkit.PostgresServer;

/**
 * As {@link QueryPlanTest}: no query that a client can cause reads more of a table than it needs, or sorts what it read. Here
 * the planner is told to walk indexes wherever it can, so that what is tested is that it can. PostgreSQL gathers its statistics by
 * itself, so the plans must be the same with them and without.
 */
class PostgresPlanTest {

    private static final Pattern GROWS = Pattern.compile("Seq Scan|Sort|Bitmap|Hash|Materialize|Filter: \\(seq");

    private static final Object TERM = "state QUEUED";
    private static final Object NUMBER = 1L;

    private static Map<String, Object[]> statementsOfLists() {
        Dialect postgres = StoreAddress.of("postgres://db/runs").dialect();
        Map<String, Object[]> statements = new LinkedHashMap<>();
        statements.put(TermRuns.NEWEST_FIRST, new Object[] {TERM, NUMBER});
        statements.put(TermRuns.OLDEST_FIRST, new Object[] {TERM, NUMBER});
        statements.put(GatheredRuns.WORDS, new Object[] {"word 2 a", "word 2 b"});
        statements.put(GatheredRuns.IDS, new Object[] {"01", "02"});
        statements.put(SubmittedRuns.IN_CHUNK, new Object[] {0L, 4095L, NUMBER, NUMBER});
        statements.put(ChunkTimes.READ, new Object[] {NUMBER, NUMBER});
        for (TimeColumn column : TimeColumn.values()) {
            statements.put(column.later(postgres), new Object[] {NUMBER});
            Object[] six = {NUMBER, 2L, 0L, 4095L, NUMBER, NUMBER};
            statements.put(column.inOrder(postgres, true), six);
            statements.put(column.inOrder(postgres, false), six);
            statements.put(column.bySequence(3), new Object[] {1L, 2L, 3L});
        }
        return statements;
    }

    @Test
    void everyReadWalksAnIndexWithStatisticsAndWithout() {
        try (JdbcRunStore store = JdbcRunStore.open(PostgresServer.shared().database())) {
            assertAllWalk(store);
            for (int i = 0; i < 300; i++) {
                store.insert(Samples.run(ADA, Map.of("k", "v" + i)), Samples.request(), null);
            }
            store.writer().write(session -> {
                session.execute("analyze");
                return true;
            });
            assertAllWalk(store);
        }
    }

    private static void assertAllWalk(JdbcRunStore store) {
        statementsOfLists()
                .forEach((statement, values) -> assertThat(plan(store, statement, values))
                        .as(statement)
                        .anyMatch(line -> line.contains("Index"))
                        .noneMatch(line -> GROWS.matcher(line).find()));
        var sql = DSL.using(
                SQLDialect.POSTGRES,
                new org.jooq.conf.Settings()
                        .withRenderSchema(false)
                        .withRenderQuotedNames(org.jooq.conf.RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED));
        List<Query> queries = new ArrayList<>(ReadRuns.samples(sql, RunId.mint(NOON)));
        queries.addAll(ReadJournal.samples(sql, RunId.mint(NOON)));
        queries.addAll(ServerRows.samples(sql));
        queries.add(ServerRows.ofNobody(sql));
        queries.add(CountRuns.rows(sql, ADA));
        queries.add(ReadQueue.sequenceOf(sql, RunId.mint(NOON)));
        queries.add(ReadQueue.in(sql, RunState.RUNNING));
        queries.add(ListRuns.bySequence(sql, List.of(1L, 2L, 3L)));
        for (Query query : queries) {
            assertThat(plan(store, query.getSQL(ParamType.INLINED)))
                    .as("%s", query)
                    .anyMatch(line -> line.contains("Index"))
                    .noneMatch(line -> GROWS.matcher(line).find());
        }
    }

    @Test
    void aPlannedFaultIsSeen() {
        try (JdbcRunStore store = JdbcRunStore.open(PostgresServer.shared().database())) {
            assertThat(plan(store, "select id from run where engine_name = 'x' order by exit_code"))
                    .anyMatch(line -> line.contains("Sort"))
                    .anyMatch(line -> line.contains("Seq Scan"));
        }
    }

    private static List<String> plan(JdbcRunStore store, String sql, Object... values) {
        return store.reader().plain(connection -> lines(connection, sql, values));
    }

    private static List<String> lines(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
            for (int i = 0; i < values.length; i++) {
                explain.setObject(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }
}
