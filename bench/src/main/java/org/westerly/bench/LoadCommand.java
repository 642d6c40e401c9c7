package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills the store of a stopped server. */
@Command(
        name = "load",
        description = "Fill a stopped server's store with runs that have ended.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    private static final long PROGRESS_STEP = 100_000;

    @Option(names = "--runs", paramLabel = "N", required = true, description = "How many to add.")
    private long runs;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The server's data folder.")
    private Path data = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            System.err.println("westerly: --runs=" + runs + ": allowed is a whole number, at least 1");
            return 2;
        }
        Duration took = StoredRuns.add(data, runs, this::tell);
        System.out.printf("%,d runs added to %s in %.1f s%n", runs, data, took.toMillis() / 1000.0);
        return 0;
    }

    private void tell(long done) {
        if (done % PROGRESS_STEP == 0 && done < runs) {
            System.out.printf("%,d of %,d%n", done, runs);
        }
    }
}
