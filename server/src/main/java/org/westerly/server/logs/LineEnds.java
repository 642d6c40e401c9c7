package org.westerly.server.logs;

/**
 * Where lines end: at a line feed, or after 64 KiB where none came by then. This depends on nothing but the bytes, so that
 * whoever reads them again finds the same lines, however they arrived.
 */
final class LineEnds {

    /** The most bytes of a line, its line feed not counted. */
    static final int LONGEST = 64 << 10;

    /** It is not known before this many bytes of a line are there whether it must be cut. */
    static final int ENOUGH = LONGEST + 1;

    private LineEnds() {}

    /** The end of the line that begins at {@code from}, past its line feed if it has one; -1 if that is not known yet. */
    static int find(byte[] bytes, int from, int limit) {
        int far = Math.min(limit, from + ENOUGH);
        for (int at = from; at < far; at++) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return limit - from < ENOUGH ? -1 : beforeCharacter(bytes, from + LONGEST, from);
    }

    /** Not in the middle of a character of UTF-8, which has at most three bytes after its first. */
    private static int beforeCharacter(byte[] bytes, int at, int from) {
        int cut = at;
        while (cut > at - 3 && cut > from && (bytes[cut] & 0xC0) == 0x80) {
            cut--;
        }
        return (bytes[cut] & 0xC0) == 0x80 ? at : cut;
    }
}
