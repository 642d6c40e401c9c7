package org.westerly.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.westerly.server.error.WesException;

/**
 * Reads {@code multipart/form-data} (RFC 7578) part by part, in memory that does not grow with the body. Strict: what the
 * usual parsers take for an empty form (no boundary, no end, bare line feeds) is an error here.
 */
final class MultipartReader {

    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");
    private static final int BUFFER = 64 << 10;
    private static final int MOST_HEADER_BYTES = 16 << 10;

    private final InputStream body;
    private final byte[] delimiter;
    private final int[] shifts = new int[256];
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean inPart = true;

    /** @throws WesException MALFORMED_BODY when {@code boundary} cannot be one */
    MultipartReader(InputStream body, String boundary) {
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw malformed("needs a boundary of 1 to 70 characters in its Content-Type");
        }
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shifts, delimiter.length);
        for (int at = 0; at < delimiter.length - 1; at++) {
            shifts[delimiter[at]] = delimiter.length - 1 - at;
        }
        // The first delimiter has no line before it that it would end.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** Goes to the next part, past what was not read of this one; false after the last. */
    boolean next() throws IOException {
        if (inPart) {
            copy(OutputStream.nullOutputStream());
        }
        require(2);
        if (buffer[from] == '-' && buffer[from + 1] == '-') {
            body.transferTo(OutputStream.nullOutputStream());
            return false;
        }
        while (buffer[from] == ' ' || buffer[from] == '\t') {
            from++;
            require(2);
        }
        if (buffer[from] != '\r' || buffer[from + 1] != '\n') {
            throw malformed("has something behind a boundary");
        }
        from += 2;
        inPart = true;
        return true;
    }

    /** The part's headers by name in lower case; to be called once, before {@link #copy}. */
    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int left = MOST_HEADER_BYTES;
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw malformed("has a part with a broken header");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw malformed("has a part with the header " + name + " twice");
            }
        }
        return headers;
    }

    /** Copies the rest of the part. */
    void copy(OutputStream target) throws IOException {
        while (true) {
            int end = find();
            if (end >= 0) {
                target.write(buffer, from, end - from);
                from = end + delimiter.length;
                inPart = false;
                return;
            }
            int sure = Math.max(from, to - delimiter.length + 1);
            target.write(buffer, from, sure - from);
            from = sure;
            fill();
        }
    }

    private String line(int limit) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            require(1);
            byte octet = buffer[from++];
            if (octet == '\r') {
                require(1);
                if (buffer[from++] != '\n') {
                    throw malformed("has a part with a broken line end");
                }
                return Utf8.decode(line.toByteArray())
                        .orElseThrow(() -> malformed("has a part with a header that is not UTF-8"));
            }
            if (octet == '\n') {
                throw malformed("has a part with a broken line end");
            }
            line.write(octet);
            if (line.size() > limit) {
                throw malformed("has a part with headers of more than " + MOST_HEADER_BYTES + " bytes");
            }
        }
    }

    /** Where the delimiter begins, or -1 (Horspool's search). */
    private int find() {
        int last = delimiter.length - 1;
        int at = from;
        while (at + last < to) {
            byte octet = buffer[at + last];
            if (octet == delimiter[last]
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                return at;
            }
            at += shifts[octet & 0xFF];
        }
        return -1;
    }

    private void require(int count) throws IOException {
        while (to - from < count) {
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int read = body.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw malformed("ends before its closing boundary");
        }
        to += read;
    }

    private static WesException malformed(String problem) {
        return Problems.malformed("body", "the multipart body " + problem);
    }
}
