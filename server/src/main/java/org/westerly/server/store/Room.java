package org.westerly.server.store;

/** How many runs may be in QUEUED once another one is stored: of all owners, and of the run's. */
public record Room(long runs, long perOwner) {

    public static final Room ANY = new Room(Long.MAX_VALUE, Long.MAX_VALUE);

    /** For nobody: only what repeats an earlier request is answered. */
    public static final Room NONE = new Room(0, 0);
}
