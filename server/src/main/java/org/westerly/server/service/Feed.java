package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.StreamEnd;
import org.westerly.server.events.Signals;

/** What a stream delivers: records with growing ids, read on from any of them. Blocking; for many readers at once. */
public interface Feed {

    /** Two feeds with equal keys deliver the same. */
    Object key();

    /** The id after which a reader begins who does not say. */
    long beginning();

    /** The next records; none when there are none yet. */
    Portion after(long id);

    /** Calls {@code wake} when there may be more. */
    Signals.Subscription subscribe(Runnable wake);

    /**
     * Some records.
     *
     * @param after the id to go on after, which may be larger than the last record's
     * @param end why there will never be more; null as long as there may be
     */
    record Portion(List<Item> items, long after, @Nullable StreamEnd end) {

        public Portion {
            items = List.copyOf(items);
        }
    }

    /** One record. */
    record Item(long id, Object data) {}
}
