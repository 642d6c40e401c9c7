package org.westerly.cli.show;

import org.westerly.api.RunLog;
import org.westerly.api.StateChange;
import org.westerly.client.Follow;
import org.westerly.client.WesterlyClient;

/** Follows a run to its end. */
public final class WatchRun {

    private final WesterlyClient client;
    private final String run;
    private final Narrator narrator;
    private volatile boolean detached;
    private volatile Runnable stop = () -> {};

    public WatchRun(WesterlyClient client, String run, Narrator narrator) {
        this.client = client;
        this.run = run;
        this.narrator = narrator;
    }

    /** The exit code that the run's end deserves. */
    public int untilEnd() {
        WatchTasks tasks = new WatchTasks(client, run, narrator);
        Thread watcher = Thread.ofVirtual().name("tasks").start(tasks::loop);
        try (Follow<StateChange> states = client.followStates(run)) {
            stop = states::close;
            while (!detached && states.hasNext()) {
                narrator.state(states.next());
            }
        } finally {
            watcher.interrupt();
        }
        if (detached) {
            narrator.detached(run);
            return States.INTERRUPTED;
        }
        tasks.look();
        RunLog end = client.run(run);
        narrator.ended(end);
        return States.exitCode(end.state());
    }

    /** Lets the run go on without being watched; from another thread. */
    public void detach() {
        detached = true;
        stop.run();
    }
}
