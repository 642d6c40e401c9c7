package org.westerly.server.dispatch;

/** Is told of faults that were survived; to be logged, and to fail a test. */
@FunctionalInterface
public interface Mishaps {

    /**
     * Takes note of one.
     *
     * @param during what was being done, in words for the operator
     */
    void survived(String during, Throwable fault);
}
