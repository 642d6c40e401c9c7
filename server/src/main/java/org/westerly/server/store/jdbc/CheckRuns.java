package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.JOURNAL;
import static org.westerly.server.store.jdbc.schema.Tables.RUN;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_OUTPUTS;
import static org.westerly.server.store.jdbc.schema.Tables.RUN_REQUEST;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.ReplayHistory;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;

/** Looks at the runs of one chunk: that each is what its history says, that it has what belongs to it, and its postings. */
final class CheckRuns {

    private final DSLContext sql;
    private final Consumer<Finding> found;
    private final CheckPostings postings;

    CheckRuns(DSLContext sql, CheckPostings postings, Consumer<Finding> found) {
        this.sql = sql;
        this.postings = postings;
        this.found = found;
    }

    /** How many runs there are in it. */
    int check(long chunk) {
        long first = Posting.sequence(chunk, 0);
        long last = Posting.sequence(chunk + 1, 0) - 1;
        Map<Long, RunRequest> requests = sql.selectFrom(RUN_REQUEST)
                .where(RUN_REQUEST.RUN.between(first, last))
                .fetchMap(RUN_REQUEST.RUN, RequestRow::read);
        Set<Long> outputs = new HashSet<>(sql.select(RUN_OUTPUTS.RUN)
                .from(RUN_OUTPUTS)
                .where(RUN_OUTPUTS.RUN.between(first, last))
                .fetch(RUN_OUTPUTS.RUN));
        Map<Long, List<JournalEntry>> histories = new HashMap<>(sql.select(ReadJournal.LINE)
                .select(RUN.ID, RUN.OWNER)
                .from(JOURNAL)
                .join(RUN)
                .on(RUN.SEQ.eq(JOURNAL.RUN))
                .where(JOURNAL.RUN.between(first, last))
                .orderBy(JOURNAL.RUN, JOURNAL.VERSION)
                .fetchGroups(JOURNAL.RUN, row -> JournalRow.read(row).entry()));
        ExpectedPostings expected = new ExpectedPostings(chunk);
        int runs = 0;
        for (var row : sql.selectFrom(RUN)
                .where(RUN.SEQ.between(first, last))
                .orderBy(RUN.SEQ)
                .fetch()) {
            runs++;
            Run run = RunRow.read(row);
            RunRequest request = requests.get(row.getSeq());
            ReplayHistory.fault(run, histories.getOrDefault(row.getSeq(), List.of()))
                    .ifPresent(fault -> tell(Check.HISTORY, run, fault));
            belongings(run, request != null, outputs.contains(row.getSeq()));
            if (request != null) {
                expected.add(row.getSeq(), run, request);
            }
        }
        postings.check(expected);
        return runs;
    }

    private void belongings(Run run, boolean hasRequest, boolean hasOutputs) {
        switch (run.removal().stage()) {
            case KEPT, DELETED -> {
                if (!hasRequest) {
                    tell(Check.HISTORY, run, "its request is missing");
                }
                if (!hasOutputs && run.state() == RunState.COMPLETE) {
                    tell(Check.OUTPUTS, run, "it is COMPLETE, and its outputs document is missing");
                }
            }
            case PURGING -> {}
            case PURGED -> {
                if (hasRequest || hasOutputs) {
                    tell(Check.PURGED, run, "it is purged, and its request or outputs are still stored");
                }
            }
        }
    }

    private void tell(Check check, Run run, String what) {
        found.accept(new Finding(check, "run " + run.id(), what));
    }
}
