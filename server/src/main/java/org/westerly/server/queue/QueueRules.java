package org.westerly.server.queue;

/**
 * How a site shares what it has.
 *
 * @param places runs that may be at work at once on this server
 */
public record QueueRules(int places, Caps caps, Priorities priorities) {

    public QueueRules {
        if (places < 1) {
            throw new IllegalArgumentException("runs.max-concurrent is " + places + "; at least 1 is needed");
        }
    }

    /** First come, first served. */
    public static QueueRules plain(int places) {
        return new QueueRules(places, Caps.NONE, Priorities.NONE);
    }
}
