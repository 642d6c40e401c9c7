package org.westerly.bench;

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
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[8 * 1024];
    private int filled;
    private int bodyAt = NOT_YET;
    private int end = NOT_YET;

    /** Forgets the answer before. */
    void clear() {
        filled = 0;
        bodyAt = NOT_YET;
        end = NOT_YET;
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
                end = bodyAt + bodyLength(headEnd);
            }
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
        return new String(bytes, bodyAt, end - bodyAt, StandardCharsets.UTF_8);
    }

    private int bodyLength(int headEnd) throws IOException {
        int at = find(LENGTH, 0, headEnd);
        if (at == NOT_YET) {
            throw new IOException("an answer without Content-Length, which this load generator cannot read:\n"
                    + new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1));
        }
        int length = 0;
        for (int i = at + LENGTH.length; i < headEnd && bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                length = 10 * length + bytes[i] - '0';
            }
        }
        return length;
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
