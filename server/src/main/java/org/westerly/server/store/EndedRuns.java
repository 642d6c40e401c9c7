package org.westerly.server.store;

import java.util.List;
import org.westerly.server.run.RunId;

/**
 * The runs that have ended, of all owners: what rules of retention are applied to. Every call throws {@link
 * StoreException} when the store cannot be asked.
 */
public interface EndedRuns {

    /** One page. What it costs does not depend on how many other runs are stored. */
    List<EndedRun> ended(EndedQuery query);

    /** The run's history, oldest first. */
    List<JournalLine> history(RunId id);
}
