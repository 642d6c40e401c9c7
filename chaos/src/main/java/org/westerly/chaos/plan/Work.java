package org.westerly.chaos.plan;

/** What a workflow does, and with that how its run ends when nothing is in its way. */
public enum Work {
    /** Copies its attachment, says a few lines. */
    QUICK(End.COMPLETE),
    /** The same, in between half a second and two. */
    SLOW(End.COMPLETE),
    /** The same, but its document has to be fetched, which takes up to three seconds: so long it is INITIALIZING. */
    FETCHED(End.COMPLETE),
    /** Says thousands of lines. */
    CHATTY(End.COMPLETE),
    /** Ends well, and leaves a process behind that has left its session. */
    LEAVING(End.COMPLETE),
    /** Ends with an exit code that is not 0. */
    FAILING(End.EXECUTOR_ERROR),
    /** Waits until it is canceled. */
    WAITING(End.CANCELED),
    /** Waits too, with a child in another session; both take no notice of TERM. */
    STUBBORN(End.CANCELED);

    /** The state that a run comes to. */
    public enum End {
        COMPLETE,
        EXECUTOR_ERROR,
        CANCELED
    }

    private final End end;

    Work(End end) {
        this.end = end;
    }

    public End end() {
        return end;
    }
}
