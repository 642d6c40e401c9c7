package org.westerly.server.store.jdbc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;

/** What the runs of a chunk should be found by. */
final class ExpectedPostings {

    private final long chunk;
    private final Map<String, Bits> terms = new HashMap<>();
    private @Nullable ChunkTimes times;

    ExpectedPostings(long chunk) {
        this.chunk = chunk;
    }

    void add(long sequence, Run run, RunRequest request) {
        if (run.removal().stage().tombstone()) {
            return;
        }
        Terms.of(run, request)
                .forEach(term -> terms.computeIfAbsent(term, _ -> Bits.none()).set(Posting.placeOf(sequence)));
        ChunkTimes its = new ChunkTimes(chunk, run);
        times = times == null ? its : times.with(its);
    }

    long chunk() {
        return chunk;
    }

    Map<String, Bits> terms() {
        return terms;
    }

    /** Null when no run of the chunk is to be found. */
    @Nullable
    ChunkTimes times() {
        return times;
    }
}
