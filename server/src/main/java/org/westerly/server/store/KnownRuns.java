package org.westerly.server.store;

import java.util.Optional;
import java.util.function.Consumer;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Every run there is, for who looks into a store from beside. Each call throws {@link StoreException} when it cannot be asked. */
public interface KnownRuns {

    /** The run as it stands, tombstones included. */
    Optional<Run> get(RunId id);

    /** What the client asked for; empty when it has been purged. */
    Optional<RunRequest> request(RunId id);

    /** All runs in the order they came, page by page: what is stored meanwhile may be among them. */
    void each(Consumer<Run> visitor);
}
