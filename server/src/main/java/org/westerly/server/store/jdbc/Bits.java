package org.westerly.server.store.jdbc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A set of runs out of one chunk: {@value #SIZE} neighbouring ones, a run being the bit at {@code seq % SIZE}. Changes; used by
 * one thread.
 *
 * <p>Stored as one byte that tells the form, and then, whichever is the shortest: the places of the bits (two bytes
 * each, big-endian), all bits (the lowest first in each of 64 big-endian words), or the places of those missing.
 */
final class Bits {

    static final int SIZE = 4096;

    private static final int WORDS = SIZE / Long.SIZE;
    private static final byte PLACES = 0;
    private static final byte ALL_BITS = 1;
    private static final byte MISSING = 2;

    private final long[] words;

    private Bits(long[] words) {
        this.words = words;
    }

    static Bits none() {
        return new Bits(new long[WORDS]);
    }

    static Bits all() {
        Bits all = none();
        Arrays.fill(all.words, -1);
        return all;
    }

    /** @throws IllegalStateException if it is not what {@link #encoded} made */
    static Bits decoded(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte form = bytes.get();
        switch (form) {
            case PLACES -> {
                Bits bits = none();
                while (bytes.hasRemaining()) {
                    bits.set(bytes.getShort());
                }
                return bits;
            }
            case ALL_BITS -> {
                Bits bits = none();
                bytes.asLongBuffer().get(bits.words);
                return bits;
            }
            case MISSING -> {
                Bits bits = all();
                while (bytes.hasRemaining()) {
                    bits.clear(bytes.getShort());
                }
                return bits;
            }
            default -> throw new IllegalStateException("a stored set of runs has the unknown form " + form);
        }
    }

    byte[] encoded() {
        int count = count();
        int few = Math.min(count, SIZE - count);
        if (few * Short.BYTES >= SIZE / Byte.SIZE) {
            ByteBuffer bytes = ByteBuffer.allocate(1 + SIZE / Byte.SIZE).put(ALL_BITS);
            bytes.asLongBuffer().put(words);
            return bytes.array();
        }
        boolean inverted = count > few;
        ByteBuffer bytes = ByteBuffer.allocate(1 + few * Short.BYTES).put(inverted ? MISSING : PLACES);
        for (int word = 0; word < WORDS; word++) {
            for (long left = inverted ? ~words[word] : words[word]; left != 0; left &= left - 1) {
                bytes.putShort((short) (word * Long.SIZE + Long.numberOfTrailingZeros(left)));
            }
        }
        return bytes.array();
    }

    Bits copy() {
        return new Bits(words.clone());
    }

    void set(int bit) {
        words[bit / Long.SIZE] |= 1L << bit;
    }

    void clear(int bit) {
        words[bit / Long.SIZE] &= ~(1L << bit);
    }

    boolean has(int bit) {
        return (words[bit / Long.SIZE] & 1L << bit) != 0;
    }

    Bits and(Bits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] &= other.words[i];
        }
        return this;
    }

    Bits or(Bits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] |= other.words[i];
        }
        return this;
    }

    Bits andNot(Bits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] &= ~other.words[i];
        }
        return this;
    }

    /** Drops what lies before one bit or after another. */
    Bits keep(int first, int last) {
        for (int bit = 0; bit < first; bit++) {
            clear(bit);
        }
        for (int bit = last + 1; bit < SIZE; bit++) {
            clear(bit);
        }
        return this;
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** In the order asked for. */
    int[] places(boolean descending) {
        int[] places = new int[count()];
        int at = 0;
        for (int word = 0; word < WORDS; word++) {
            for (long left = words[word]; left != 0; left &= left - 1) {
                places[descending ? places.length - 1 - at : at] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                at++;
            }
        }
        return places;
    }
}
