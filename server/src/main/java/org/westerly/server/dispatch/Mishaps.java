package org.westerly.server.dispatch;

/** Is told of faults that were survived; to be logged, and to fail a test. */
@FunctionalInterface
public interface Mishaps {

    /** Takes note of {@code fault}; {@code during} says in words for the operator what was being done. */
    void survived(String during, Throwable fault);

    /** Takes note of something that was put right and is no fault of this server; {@code what} is for its log. */
    default void noticed(String what) {}
}
