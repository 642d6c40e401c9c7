package org.westerly.cli.show;

import org.westerly.api.RunLog;
import org.westerly.api.StateChange;
import org.westerly.api.TaskLog;

/** Who tells what happens to a run: in words, or in JSON. */
public interface Narrator {

    void submitted(String run, int attachments, long bytes);

    void state(StateChange change);

    /** A task has begun, or ended, or both since one last looked. */
    void task(TaskLog task, boolean over);

    /** Once in a while, for those who show that it goes on. */
    void passing(TaskCount tasks);

    void ended(RunLog run);

    /** Nobody watches it from here any more; it goes on. */
    void detached(String run);
}
