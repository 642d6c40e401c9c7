package org.westerly.cli.show;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.westerly.api.TaskLog;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** Looks at a run's tasks again and again, since there is no stream of them; tells what is new. */
final class WatchTasks {

    private static final long BETWEEN_MILLIS = 1000;

    private final WesterlyClient client;
    private final String run;
    private final Narrator narrator;
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private TaskCount count = TaskCount.NONE;

    WatchTasks(WesterlyClient client, String run, Narrator narrator) {
        this.client = client;
        this.run = run;
        this.narrator = narrator;
    }

    /** Until interrupted. */
    void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            try {
                look();
            } catch (WesterlyException missed) {
                // What is told of tasks is decoration; whoever follows the states says what is wrong.
                if (missed.kind() == WesterlyException.Kind.INTERRUPTED) {
                    return;
                }
            }
            try {
                // A run of many tasks is looked at less often.
                long took = (System.nanoTime() - begun) / 1_000_000;
                Thread.sleep(Math.max(BETWEEN_MILLIS, 5 * took));
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    /** Once. */
    synchronized void look() {
        List<TaskLog> tasks = client.tasks(run).toList();
        for (TaskLog task : tasks) {
            boolean over = task.endTime() != null;
            boolean fresh = started.add(task.id());
            if (fresh && !over) {
                narrator.task(task, false);
            }
            Integer code = task.exitCode();
            boolean now = over && ended.add(task.id());
            if (now) {
                narrator.task(task, true);
            }
            count = count.plus(fresh, now, now && code != null && code != 0);
        }
        narrator.passing(count);
    }
}
