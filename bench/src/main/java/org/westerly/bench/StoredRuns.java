package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.westerly.server.app.DataLock;
import org.westerly.server.config.InvalidSettingsException;
import org.westerly.server.config.LoadSettings;
import org.westerly.server.run.Owner;
import org.westerly.server.store.jdbc.BulkLoad;

/** Fills a data folder with runs that have ended, as long as no server works on it. */
final class StoredRuns {

    private StoredRuns() {}

    /**
     * Adds {@code count} runs to the store of {@code data}, which is made where it is not there.
     *
     * @param progress told how many are done, from time to time
     * @return how long it took
     */
    static Duration add(Path data, long count, LongConsumer progress) throws IOException {
        String url = storeOf(data);
        try (DataLock _ = DataLock.take(data)) {
            long begin = System.nanoTime();
            new BulkLoad(Owner.ANONYMOUS, Instant.now(), data.resolve("runs")).fill(url, count, progress);
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }

    /** As the server itself would choose it, without a setting of its own. */
    private static String storeOf(Path data) {
        try {
            return LoadSettings.from(Optional.empty(), Map.of(), List.of("data.dir=" + data))
                    .store()
                    .url()
                    .value();
        } catch (InvalidSettingsException problem) {
            throw new IllegalArgumentException(problem);
        }
    }
}
