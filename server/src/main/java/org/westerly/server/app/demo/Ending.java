package org.westerly.server.app.demo;

import java.time.Duration;
import java.util.List;
import org.westerly.api.RunLog;

/** What became of a scenario. */
sealed interface Ending {

    Scenario scenario();

    /**
     * An output file that was downloaded.
     *
     * @param text all of it
     */
    record Output(String url, String text) {}

    /**
     * It has run.
     *
     * @param run as {@code GET /runs/{id}} tells it after its end
     * @param took from submission to the end, as a client sees it
     * @param outputs of those that were expected the ones that are there
     * @param fault why this is not what should have happened; empty when it is
     */
    record Ran(Scenario scenario, RunLog run, Duration took, List<Output> outputs, String fault) implements Ending {

        public Ran {
            outputs = List.copyOf(outputs);
        }
    }

    /** Its engine is not there. */
    record LeftOut(Scenario scenario, String reason) implements Ending {}

    /** The server refused it, or could not be asked how it went. */
    record Broken(Scenario scenario, String reason) implements Ending {}
}
