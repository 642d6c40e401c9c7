package org.westerly.server.store.jdbc;

import static org.westerly.server.store.jdbc.schema.Tables.RUN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.ListedRun;

/** Several walks, each newest first, as one. Reads one row more of each walk than it gives. */
final class MergedWalks {

    private record Head(long sequence, Record row, Cursor<Record> rest) {}

    private MergedWalks() {}

    static List<ListedRun> newest(List<ResultQuery<Record>> walks, int limit) {
        List<Cursor<Record>> open = new ArrayList<>();
        try {
            PriorityQueue<Head> heads =
                    new PriorityQueue<>(Comparator.comparingLong(Head::sequence).reversed());
            for (ResultQuery<Record> walk : walks) {
                Cursor<Record> cursor = walk.fetchLazy();
                open.add(cursor);
                advance(cursor, heads);
            }
            List<ListedRun> page = new ArrayList<>();
            while (page.size() < limit && !heads.isEmpty()) {
                Head head = heads.remove();
                page.add(listed(head));
                advance(head.rest(), heads);
            }
            return page;
        } finally {
            open.forEach(Cursor::close);
        }
    }

    private static void advance(Cursor<Record> cursor, PriorityQueue<Head> heads) {
        Record row = cursor.fetchNext();
        if (row != null) {
            heads.add(new Head(row.get(RUN.SEQ), row, cursor));
        }
    }

    private static ListedRun listed(Head head) {
        Record row = head.row();
        return new ListedRun(
                head.sequence(),
                new RunId(row.get(RUN.ID)),
                RunState.valueOf(row.get(RUN.STATE)),
                RunRow.instant(row.get(RUN.START_TIME)),
                RunRow.instant(row.get(RUN.END_TIME)),
                Json.map(row.get(RUN.TAGS)));
    }
}
