package org.westerly.server.store.jdbc;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Decision;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunLifecycle;
import org.westerly.server.run.RunRequest;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreFullException;

/**
 * Fills the store of a stopped server with runs that have ended, to measure with. All in one transaction: a load that
 * was broken off leaves the store as it was. The indexes and counters are left out meanwhile and made at the end, which
 * for a million runs is several times faster.
 */
public final class BulkLoad {

    /** What is made again at the end. Indexes without text belong to "unique" and "primary key" and must stay. */
    private static final String SIDE_OBJECTS = "select type, name, sql from sqlite_master"
            + " where type in ('index', 'trigger') and sql is not null and tbl_name = 'run'";

    private static final Duration BETWEEN_BIRTHS = Duration.ofSeconds(10);
    private static final long PROGRESS_STEP = 10_000;
    private static final int PROJECTS = 20;
    private static final int FAILURES = 50;

    private static final int URLS = 50;

    private record Workflow(String type, String version, EngineChoice engine) {}

    private static final Workflow CWL = new Workflow("CWL", "v1.2", new EngineChoice("cwltool", "3.1"));
    private static final Workflow WDL = new Workflow("WDL", "1.0", new EngineChoice("miniwdl", "1.13"));
    private static final Workflow NFL = new Workflow("NFL", "DSL2", new EngineChoice("nextflow", "25.10"));
    /** As often as they are there. */
    private static final List<Workflow> WORKFLOWS = List.of(CWL, CWL, CWL, CWL, CWL, CWL, NFL, WDL, NFL, CWL);

    private record SideObject(String type, String name, String sql) {}

    private final Owner owner;
    private final Instant newest;
    private final Path folder;

    /**
     * A load of runs that look real.
     *
     * @param newest when the last of them was submitted; the others every ten seconds before
     * @param folder where their launches would have been; nothing is made there
     */
    public BulkLoad(Owner owner, Instant newest, Path folder) {
        this.owner = owner;
        this.newest = newest;
        this.folder = folder;
    }

    /**
     * Adds {@code count} runs.
     *
     * @param jdbcUrl {@code jdbc:sqlite:FILE}; made where it is not there
     * @param progress told how many are done, from time to time
     * @throws StoreException if a server, or anything else, has the store open
     */
    public void fill(String jdbcUrl, long count, LongConsumer progress) {
        Sqlite dialect = Sqlite.of(jdbcUrl);
        Migrations.apply(dialect);
        IndexRuns.whereMissing(dialect);
        ChainJournal.whereMissing(dialect);
        try (Session session = exclusive(dialect)) {
            List<SideObject> side = sideObjects(session);
            for (SideObject made : side) {
                session.execute("drop " + made.type() + " " + made.name());
            }
            session.postings().emptyFrom(Posting.chunkOf(IndexRuns.newest(session)) + 1);
            for (long i = 0; i < count; i++) {
                insert(session, i, count);
                if ((i + 1) % PROGRESS_STEP == 0) {
                    progress.accept(i + 1);
                }
            }
            for (SideObject made : side) {
                session.execute(made.sql());
            }
            CheckCounters.recount(session);
            session.commit();
            progress.accept(count);
        } catch (SQLException failure) {
            String undone = "the load failed and was undone: " + failure.getMessage();
            throw dialect.isFull(failure)
                    ? new StoreFullException(undone, failure)
                    : new StoreException(undone, failure);
        }
    }

    private static Session exclusive(Sqlite dialect) {
        try {
            return dialect.alone();
        } catch (SQLException failure) {
            throw new StoreException(dialect.cannotOpen(failure), failure);
        }
    }

    private void insert(Session session, long number, long count) throws SQLException {
        Instant born = newest.minus(BETWEEN_BIRTHS.multipliedBy(count - 1 - number));
        Map<String, String> tags = Map.of(
                "project", "p" + number % PROJECTS,
                "sample", "s" + number);
        Workflow workflow = WORKFLOWS.get((int) (number % WORKFLOWS.size()));
        RunRequest request = new RunRequest(
                "https://example.org/workflows/w" + number % URLS + "/main",
                workflow.type(),
                workflow.version(),
                null,
                null,
                "{\"sample\":\"s" + number + "\"}",
                Map.of(),
                tags,
                List.of());
        Run run = Run.accepted(RunId.mint(born), owner, workflow.engine(), tags, List.of(), born);
        List<JournalEntry> journal = new ArrayList<>(List.of(JournalEntry.birth(run)));
        String outputs = "{}";
        for (RunEvent event : life(run, number)) {
            Decision.Accept move = (Decision.Accept) RunLifecycle.decide(run, event, born.plusSeconds(run.version()));
            journal.add(move.entry());
            outputs = move.outputs() == null ? outputs : move.outputs();
            run = move.next();
        }
        // As it ended, at once: no move is written over another.
        long sequence = RunRow.insert(session, RunRow.born(run));
        RequestRow.insert(session, sequence, RequestRow.values(request));
        session.postings().born(sequence, Terms.of(run, request), run);
        if (Posting.placeOf(sequence) == Bits.SIZE - 1) {
            session.postings().store(session);
        }
        for (JournalEntry entry : journal) {
            JournalRow.insert(session, sequence, entry);
        }
        session.update(MoveRun.OUTPUTS, sequence, outputs);
    }

    private List<RunEvent> life(Run run, long number) {
        Path slot = folder.resolve(run.id().value());
        RunEvent end = number % FAILURES == 0
                ? new RunEvent.Failed(1, "{}", "the step \"align\" failed")
                : new RunEvent.Succeeded(0, "{\"out\":\"result-" + number + ".txt\"}", List.of());
        return List.of(
                new RunEvent.Claimed(1),
                new RunEvent.Started(
                        new JobRef("local", slot, "pid=1"),
                        List.of("cwltool", "--outdir", slot.resolve("outputs").toString(), "main.cwl"),
                        List.of()),
                end);
    }

    private static List<SideObject> sideObjects(Session session) throws SQLException {
        List<SideObject> found = new ArrayList<>();
        try (ResultSet rows = session.bound(SIDE_OBJECTS).executeQuery()) {
            while (rows.next()) {
                found.add(new SideObject(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return found;
    }
}
