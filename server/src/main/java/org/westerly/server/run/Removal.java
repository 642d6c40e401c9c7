package org.westerly.server.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an ended run has been taken away.
 *
 * @param deletedAt when it was taken out of sight; null while it is to be seen
 * @param clearedAt when the last of its working files had been removed; null while they are there
 * @param purge set for good once somebody wanted it gone for good; it is out of sight then
 */
public record Removal(
        @Nullable Instant deletedAt,
        @Nullable Instant clearedAt,
        @Nullable Purge purge) {

    static final Removal NONE = new Removal(null, null, null);

    public Removal {
        if (purge != null && deletedAt == null) {
            throw new IllegalArgumentException("a run that is purged is out of sight");
        }
    }

    /**
     * The end of everything that a run has left.
     *
     * @param by who asked for it
     * @param doneAt when nothing but the tombstone was left; null while it is under way
     */
    public record Purge(
            String by, Instant askedAt, @Nullable Instant doneAt) {}

    /** Where it stands: the states of the table in {@link RunRemoval}. */
    public enum Stage {
        /** To be seen. */
        KEPT,
        /** Out of sight, and can be brought back. */
        DELETED,
        /** Nobody can bring it back; something of it may still be there. */
        PURGING,
        /** Only the tombstone is left. */
        PURGED;

        /** Only the tombstone may be shown, whatever is still there. */
        public boolean tombstone() {
            return this == PURGING || this == PURGED;
        }
    }

    public Stage stage() {
        if (purge != null) {
            return purge.doneAt() == null ? Stage.PURGING : Stage.PURGED;
        }
        return deletedAt == null ? Stage.KEPT : Stage.DELETED;
    }
}
