package org.westerly.server.run;

/** Where a run stands, in the words of WES 1.1.0. PAUSED and UNKNOWN are never produced here. */
public enum RunState {
    /** Accepted and durable. */
    QUEUED(false),
    /** Staging and planning; the engine has not been started. */
    INITIALIZING(false),
    /** The engine's process is alive. */
    RUNNING(false),
    /** Asked to stop; something of it may still be alive. */
    CANCELING(false),
    /** The engine succeeded and the outputs are recorded. */
    COMPLETE(true),
    /** The workflow failed: a task failed, or the engine rejected the document. */
    EXECUTOR_ERROR(true),
    /** The platform failed: lost, not stageable, engine missing, disk full. */
    SYSTEM_ERROR(true),
    /** Stopped on request, and confirmed gone. */
    CANCELED(true),
    /** The scheduler took the capacity back. */
    PREEMPTED(true);

    private final boolean terminal;

    RunState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Taken by a dispatcher and not ended: counts against the limit of concurrent runs. */
    public boolean active() {
        return !terminal && this != QUEUED;
    }

    /** A terminal state never changes. */
    public boolean terminal() {
        return terminal;
    }
}
