package org.westerly.cli.show;

import org.westerly.api.State;

/** What states mean to a terminal and to a shell. */
public final class States {

    /** By the shell's custom for what was ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private States() {}

    public static boolean ended(State state) {
        return switch (state) {
            case COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR, CANCELED, PREEMPTED -> true;
            case UNKNOWN, QUEUED, INITIALIZING, RUNNING, PAUSED, CANCELING -> false;
        };
    }

    /** 0: complete; 1: the workflow failed; 2: the platform did; 130: canceled. */
    public static int exitCode(State state) {
        return switch (state) {
            case COMPLETE -> 0;
            case EXECUTOR_ERROR -> 1;
            case CANCELED, CANCELING -> INTERRUPTED;
            case SYSTEM_ERROR, PREEMPTED, UNKNOWN, QUEUED, INITIALIZING, RUNNING, PAUSED -> 2;
        };
    }

    public static Screen.Ink ink(State state) {
        return switch (state) {
            case COMPLETE -> Screen.Ink.GOOD;
            case EXECUTOR_ERROR, SYSTEM_ERROR, PREEMPTED -> Screen.Ink.BAD;
            case UNKNOWN, QUEUED, INITIALIZING, RUNNING, PAUSED, CANCELED, CANCELING -> Screen.Ink.PLAIN;
        };
    }
}
