package org.westerly.server.job;

/** How a {@link Command} has ended. Nothing of it is alive any more. */
public sealed interface CommandEnd {

    /** The end of what it wrote, to standard output and error together. */
    String output();

    /** By itself, with this code; 128 + n when signal n ended it. */
    record Exited(int code, String output) implements CommandEnd {}

    /** Killed, because its time was up. */
    record TimedOut(String output) implements CommandEnd {}

    /** There is no such program, or it could not be executed. */
    record NotStarted(String why) implements CommandEnd {
        @Override
        public String output() {
            return "";
        }
    }
}
