package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.TagFilter;

/** No query that a client can cause reads more of a table than the page it answers with, or sorts what it read. */
class QueryPlanTest {

    /** What SQLite says of a plan that grows with the table: a scan, a sort, an index made on the spot. */
    private static final Pattern GROWS = Pattern.compile("\\bSCAN\\b|TEMP B-TREE|AUTOMATIC");

    @TempDir
    Path folder;

    @Test
    void everyFilterOfAListWalksAnIndex() {
        inStore(sql -> {
            for (RunQuery query : everyForm()) {
                for (Query walk : ListRuns.walks(sql, query)) {
                    assertThat(plan(sql, walk))
                            .as("%s%n%s", query, walk)
                            .isNotEmpty()
                            .noneMatch(line -> GROWS.matcher(line).find());
                }
            }
        });
    }

    @Test
    void aTagIsWalkedDownItsOwnIndexAndRunsAreLookedUp() {
        inStore(sql -> {
            TagFilter tag = new TagFilter("k", "v");
            IndexWalk one = new IndexWalk(sql, query(ADA, Set.of(), List.of(tag), false));
            assertThat(plan(sql, one.byTag(Shelf.of(RunState.COMPLETE, false), tag)))
                    .containsExactly(
                            "SEARCH walked USING PRIMARY KEY (owner=? AND shelf=? AND name=? AND value=? AND run<?)",
                            "SEARCH run USING INTEGER PRIMARY KEY (rowid=?)");
        });
    }

    @Test
    void theLongestListOfAllStillSortsNothing() {
        inStore(sql -> {
            // A walk over everything is the key's own order; SQLite calls that a scan only when it has no bound.
            IndexWalk everything = new IndexWalk(sql, query(null, Set.of(), List.of(), true));
            assertThat(plan(sql, everything.all())).containsExactly("SEARCH run USING INTEGER PRIMARY KEY (rowid<?)");
        });
    }

    @Test
    void everyOtherReadSeeks() {
        inStore(sql -> {
            List<Query> queries = new ArrayList<>(ReadRuns.samples(sql, RunId.mint(NOON)));
            queries.addAll(ReadJournal.samples(sql, RunId.mint(NOON)));
            queries.add(CountRuns.rows(sql, ADA));
            queries.add(CountRuns.rows(sql, null));
            for (@Nullable Owner owner : new @Nullable Owner[] {ADA, null}) {
                IndexWalk walk = new IndexWalk(sql, query(owner, Set.of(), List.of(), false));
                queries.add(walk.entries(10, Shelf.of(RunState.QUEUED, false), new TagFilter("k", "v")));
                queries.add(walk.entries(10, Shelf.of(RunState.QUEUED, false), new TagFilter("k", null)));
            }
            for (Query query : queries) {
                assertThat(plan(sql, query))
                        .as("%s", query)
                        .isNotEmpty()
                        .noneMatch(line -> GROWS.matcher(line).find());
            }
        });
    }

    @Test
    void aPlannedFaultIsSeen() {
        inStore(sql -> {
            assertThat(plan(sql, sql.resultQuery("select id from run where engine_name = 'x' order by end_time")))
                    .anyMatch(line -> line.contains("SCAN"))
                    .anyMatch(line -> line.contains("TEMP B-TREE"));
        });
    }

    private static List<RunQuery> everyForm() {
        List<RunQuery> forms = new ArrayList<>();
        for (@Nullable Owner owner : new @Nullable Owner[] {ADA, null}) {
            for (Set<RunState> states : List.of(
                    Set.<RunState>of(), Set.of(RunState.COMPLETE), Set.of(RunState.COMPLETE, RunState.QUEUED))) {
                for (List<TagFilter> tags : List.of(
                        List.<TagFilter>of(),
                        List.of(new TagFilter("k", "v")),
                        List.of(new TagFilter("k", null)),
                        List.of(new TagFilter("k", null), new TagFilter("l", "v")),
                        List.of(new TagFilter("k", "v"), new TagFilter("l", "v"), new TagFilter("m", null)))) {
                    for (boolean deletedToo : new boolean[] {false, true}) {
                        forms.add(query(owner, states, tags, deletedToo));
                    }
                }
            }
        }
        return forms;
    }

    private static RunQuery query(
            @Nullable Owner owner, Set<RunState> states, List<TagFilter> tags, boolean deletedToo) {
        return new RunQuery(owner, states, tags, deletedToo, 1_000_000, 500_000, 100);
    }

    private static List<String> plan(DSLContext sql, Query query) {
        return sql.fetch(
                        "explain query plan " + query.getSQL(),
                        query.getBindValues().toArray())
                .getValues("detail", String.class);
    }

    private void inStore(java.util.function.Consumer<DSLContext> looks) {
        try (JdbcRunStore store = JdbcRunStore.open("jdbc:sqlite:" + folder.resolve("runs.db"))) {
            store.reader().read(sql -> {
                looks.accept(sql);
                return DSL.noCondition();
            });
        }
    }
}
