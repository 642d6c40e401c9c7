package org.westerly.server.service;

import org.westerly.api.State;
import org.westerly.server.run.RunState;

/** The version of WES that an answer is for: they share a base path, and cannot all be met by one body. */
public enum WesVersion {
    /** Strictly as 1.0.0 and 1.0.1 describe it. */
    V1_0 {
        @Override
        State state(RunState state) {
            return state == RunState.PREEMPTED ? State.SYSTEM_ERROR : V1_1.state(state);
        }
    },
    V1_1 {
        @Override
        State state(RunState state) {
            return switch (state) {
                case QUEUED -> State.QUEUED;
                case INITIALIZING -> State.INITIALIZING;
                case RUNNING -> State.RUNNING;
                case CANCELING -> State.CANCELING;
                case COMPLETE -> State.COMPLETE;
                case EXECUTOR_ERROR -> State.EXECUTOR_ERROR;
                case SYSTEM_ERROR -> State.SYSTEM_ERROR;
                case CANCELED -> State.CANCELED;
                case PREEMPTED -> State.PREEMPTED;
            };
        }
    };

    /** The state as this version can say it. */
    abstract State state(RunState state);
}
