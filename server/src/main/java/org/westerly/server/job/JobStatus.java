package org.westerly.server.job;

import java.time.Instant;

/** The answer to "how is it?". "Could not ask", "is gone" and "failed" are three different answers. */
public sealed interface JobStatus {

    /** Accepted, not running yet. */
    record Waiting() implements JobStatus {}

    /** Alive. */
    record Running() implements JobStatus {}

    /** Ended by itself with this code; 128 + n when signal n ended it. */
    record Exited(int code, Instant at) implements JobStatus {}

    /** The program could not be started at all. */
    record NotStarted(String why) implements JobStatus {}

    /** The scheduler took its capacity back. */
    record Preempted(String why) implements JobStatus {}

    /** No longer there, and nobody knows how it ended. */
    record Gone(String why) implements JobStatus {}

    /** Could not ask: says nothing about the job. */
    record Unreachable(String why) implements JobStatus {}
}
