package org.westerly.server.engine;

/** When a hook is run: each when nothing of the run is alive, and before its end is told. */
public enum HookPoint {
    /** The run is about to be COMPLETE. */
    SUCCESS,
    /** The run is about to be EXECUTOR_ERROR, SYSTEM_ERROR or PREEMPTED. */
    FAILURE,
    /** The run is about to be CANCELED: stops what the engine has started elsewhere. */
    CANCELED,
    /** After the hook of the others, whatever the end. */
    ALWAYS
}
