package org.westerly.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes in one HTTP answer after the other from one connection, with as little work as can be. */
final class Answer {

    private static final int NOT_YET = -1;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "\r\ntransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[8 * 1024];
    private int filled;
    private int bodyAt = NOT_YET;
    private int end = NOT_YET;
    /** Where the next chunk begins, of an answer in chunks (RFC 9112, 7.1). */
    private int chunkAt = NOT_YET;

    /** Forgets the answer before. */
    void clear() {
        filled = 0;
        bodyAt = NOT_YET;
        end = NOT_YET;
        chunkAt = NOT_YET;
    }

    /**
     * Reads what is there.
     *
     * @return whether the answer is complete
     */
    boolean readFrom(SocketChannel channel) throws IOException {
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int count = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
        if (bodyAt == NOT_YET) {
            int headEnd = find(HEAD_END, 0, filled);
            if (headEnd != NOT_YET) {
                bodyAt = headEnd + HEAD_END.length;
                int length = find(LENGTH, 0, headEnd);
                if (length != NOT_YET) {
                    end = bodyAt + number(length + LENGTH.length, 10);
                } else if (find(CHUNKED, 0, headEnd) != NOT_YET) {
                    chunkAt = bodyAt;
                } else {
                    throw new IOException("an answer of no told length");
                }
            }
        }
        if (chunkAt != NOT_YET && end == NOT_YET) {
            passChunks();
        }
        return end != NOT_YET && filled >= end;
    }

    /** The three digits after {@code HTTP/1.1}. */
    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    boolean bodyHas(byte[] text) {
        return find(text, bodyAt, end) != NOT_YET;
    }

    String body() {
        if (chunkAt == NOT_YET) {
            return new String(bytes, bodyAt, end - bodyAt, StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(end - bodyAt);
        int at = bodyAt;
        for (int size = number(at, 16); size > 0; size = number(at, 16)) {
            int data = find(LINE_END, at, end) + LINE_END.length;
            whole.write(bytes, data, size);
            at = data + size + LINE_END.length;
        }
        return whole.toString(StandardCharsets.UTF_8);
    }

    private void passChunks() {
        while (true) {
            int lineEnd = find(LINE_END, chunkAt, filled);
            if (lineEnd == NOT_YET) {
                return;
            }
            int size = number(chunkAt, 16);
            int next = lineEnd + LINE_END.length + size + LINE_END.length;
            if (size == 0) {
                end = next;
                return;
            }
            if (next > filled) {
                return;
            }
            chunkAt = next;
        }
    }

    /** Of the digits that stand here, after blanks. */
    private int number(int from, int radix) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (int digit = Character.digit(bytes[at], radix); digit >= 0; digit = Character.digit(bytes[++at], radix)) {
            number = radix * number + digit;
        }
        return number;
    }

    private int find(byte[] text, int from, int to) {
        for (int at = from; at <= to - text.length; at++) {
            int same = 0;
            while (same < text.length && lower(bytes[at + same]) == lower(text[same])) {
                same++;
            }
            if (same == text.length) {
                return at;
            }
        }
        return NOT_YET;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
    }
}
