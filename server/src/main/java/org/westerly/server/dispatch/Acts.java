package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.List;
import org.westerly.server.run.RunId;

/**
 * What is under way for single runs.
 *
 * @param finishing ends by themselves, and stops for a limit: so that only one of the two is told
 */
record Acts(UnderWay launches, UnderWay finishing, UnderWay measuring, UnderWay cancels, UnderWay purges) {

    static Acts reportingTo(Mishaps mishaps) {
        return new Acts(
                new UnderWay("launch", mishaps),
                new UnderWay("finish", mishaps),
                new UnderWay("measure", mishaps),
                new UnderWay("cancel", mishaps),
                new UnderWay("purge", mishaps));
    }

    /** For a run that is to be stopped: what is done to bring it further ends, and has ended when this returns. */
    void stopWork(RunId run) throws InterruptedException {
        launches.stop(run);
        finishing.stop(run);
    }

    /** Ends whatever is under way, and returns when it has ended. */
    void stopAll() throws InterruptedException {
        for (UnderWay acts : all()) {
            acts.stopAll();
        }
    }

    private List<UnderWay> all() {
        return List.of(launches, finishing, measuring, cancels, purges);
    }

    /** Waits for each kind as long as {@code patience}, and interrupts what has not finished then. */
    void close(Duration patience) throws InterruptedException {
        for (UnderWay acts : all()) {
            acts.close(patience);
        }
    }
}
