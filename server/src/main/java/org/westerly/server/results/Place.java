package org.westerly.server.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of files begins.
 *
 * @param kind of its first file
 * @param index of that file among those of its kind
 * @param offset of its line in the list; -1 when the page before came from the folder
 */
public record Place(FileKind kind, long index, long offset) {

    static final Place START = new Place(FileKind.OUTPUT, 0, 0);

    private static final int INDEX_BITS = 40;
    private static final List<FileKind> KINDS = List.of(FileKind.values());

    /** As two numbers: {@link #offset} is the other. */
    public long packed() {
        return (long) KINDS.indexOf(kind) << INDEX_BITS | index;
    }

    public static Place of(long packed, long offset) {
        FileKind kind = KINDS.get((int) (packed >>> INDEX_BITS));
        return new Place(kind, packed & (1L << INDEX_BITS) - 1, offset);
    }

    /** Where this kind begins for a page that begins here; null when the page begins after it. */
    @Nullable
    Place within(FileKind other) {
        int order = other.compareTo(kind);
        return order < 0 ? null : order == 0 ? this : new Place(other, 0, 0);
    }
}
