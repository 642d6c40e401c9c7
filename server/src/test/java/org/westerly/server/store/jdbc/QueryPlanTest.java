package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;

/** No query that a client can cause reads more of a table than it needs for its answer, or sorts what it read. */
class QueryPlanTest {

    /** What SQLite says of a plan that grows with the table: a scan, a sort, an index made on the spot. */
    private static final Pattern GROWS = Pattern.compile("\\bSCAN\\b|TEMP B-TREE|AUTOMATIC");

    private static final Dialect SQLITE = new Sqlite(Path.of("any"));

    @TempDir
    Path folder;

    /** Every statement that a list can come to, whatever its filters, with the plan that it is for. */
    private static Map<String, String> statementsOfLists() {
        Map<String, String> plans = new LinkedHashMap<>();
        plans.put(TermRuns.NEWEST_FIRST, "SEARCH posting USING PRIMARY KEY (term=? AND chunk<?)");
        plans.put(TermRuns.OLDEST_FIRST, "SEARCH posting USING PRIMARY KEY (term=? AND chunk>?)");
        plans.put(GatheredRuns.WORDS, "SEARCH posting USING PRIMARY KEY (term>? AND term<?)");
        plans.put(GatheredRuns.IDS, "SEARCH run USING COVERING INDEX sqlite_autoindex_run_1 (id>? AND id<?)");
        plans.put(SubmittedRuns.IN_CHUNK, "SEARCH run USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        plans.put(ChunkTimes.READ, "SEARCH posting_span USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        for (TimeColumn column : TimeColumn.values()) {
            String name = column == TimeColumn.STARTED ? "start_time" : "end_time";
            String index = column == TimeColumn.STARTED ? "run_started" : "run_ended";
            plans.put(column.later(SQLITE), "SEARCH run USING COVERING INDEX " + index + " (" + name + ">?)");
            String walk = "SEARCH run USING COVERING INDEX " + index + " (" + name + ">? AND " + name + "<?)";
            plans.put(column.inOrder(SQLITE, true), walk);
            plans.put(column.inOrder(SQLITE, false), walk);
            plans.put(column.bySequence(3), "SEARCH run USING INTEGER PRIMARY KEY (rowid=?)");
        }
        return plans;
    }

    @Test
    void everyStatementOfAListWalksAnIndex() {
        inStore(sql -> statementsOfLists().forEach((statement, plan) -> {
            Object[] values = Stream.generate(() -> "1")
                    .limit(statement.chars().filter(letter -> letter == '?').count())
                    .toArray();
            assertThat(plan(sql, sql.resultQuery(statement, values)))
                    .as(statement)
                    .containsExactly(plan)
                    .noneMatch(line -> GROWS.matcher(line).find());
        }));
    }

    @Test
    void everyOtherReadSeeks() {
        inStore(sql -> {
            List<Query> queries = new ArrayList<>(ReadRuns.samples(sql, RunId.mint(NOON)));
            queries.addAll(ReadJournal.samples(sql, RunId.mint(NOON)));
            queries.addAll(ServerRows.samples(sql));
            queries.add(CountRuns.rows(sql, ADA));
            queries.add(ReadQueue.sequenceOf(sql, RunId.mint(NOON)));
            queries.add(ReadQueue.in(sql, RunState.RUNNING));
            queries.add(CountRuns.rows(sql, null));
            queries.add(FindEnded.bySequence(sql, List.of(1L, 2L, 3L)));
            queries.add(ListRuns.bySequence(sql, List.of(1L, 2L, 3L)));
            for (Query query : queries) {
                assertThat(plan(sql, query))
                        .as("%s", query)
                        .isNotEmpty()
                        .noneMatch(line -> GROWS.matcher(line).find());
            }
        });
    }

    @Test
    void abandonedRunsAreLookedForAmongThoseAtWorkOnly() {
        inStore(sql -> assertThat(plan(sql, ServerRows.ofNobody(sql)))
                .anyMatch(line -> line.contains("INDEX run_at_work"))
                .noneMatch(line -> line.contains("TEMP B-TREE") || line.contains("AUTOMATIC")));
    }

    @Test
    void aPlannedFaultIsSeen() {
        inStore(sql -> {
            assertThat(plan(sql, sql.resultQuery("select id from run where engine_name = 'x' order by exit_code")))
                    .anyMatch(line -> line.contains("SCAN"))
                    .anyMatch(line -> line.contains("TEMP B-TREE"));
        });
    }

    private static List<String> plan(DSLContext sql, Query query) {
        return sql.fetch(
                        "explain query plan " + query.getSQL(),
                        query.getBindValues().toArray())
                .getValues("detail", String.class);
    }

    private void inStore(Consumer<DSLContext> looks) {
        try (JdbcRunStore store = JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"))) {
            store.reader().read(sql -> {
                looks.accept(sql);
                return DSL.noCondition();
            });
        }
    }
}
