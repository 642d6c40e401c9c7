package org.westerly.chaos.plan;

/** What a client does. Where it says which run, the number counts the client's own, modulo how many it has by then. */
public sealed interface Act {

    /**
     * Submits a workflow, again and again until it is answered.
     *
     * @param bytes of its attachment
     * @param twice once more when it has been accepted, as a client does that did not hear the answer
     */
    record Submit(Work work, int bytes, boolean twice) implements Act {}

    /** Submits one, and hangs up when that share of the bytes is sent, which no server may take for a run. */
    record BreakOff(double share) implements Act {}

    /** Asks for state, run log and lines. */
    record Read(int run) implements Act {}

    /** Asks for a page of runs. */
    record ListRuns() implements Act {}

    /** Cancels. */
    record Cancel(int run) implements Act {}

    /** Deletes a run that has ended, and cancels any other. */
    record Delete(int run) implements Act {}

    /** Brings a deleted run back. */
    record Restore(int run) implements Act {}

    /** Purges a run that has ended. */
    record Purge(int run) implements Act {}
}
