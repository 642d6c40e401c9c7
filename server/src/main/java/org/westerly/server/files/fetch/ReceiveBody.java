package org.westerly.server.files.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.westerly.server.files.StagingException;

/** Writes an answer's body: not more than is allowed, counted as it is written, and with its digests. */
record ReceiveBody(String source, long maxBytes, Digests digests) {

    /**
     * Reads all of {@code body}.
     *
     * @param coding the answer's {@code Content-Encoding}, or empty. None was asked for; some servers keep files packed,
     *     and say so in this way only
     * @throws NetworkException when it broke off
     * @throws IOException when it could not be written
     */
    void copy(InputStream body, String coding, Sink sink) throws StagingException, NetworkException, IOException {
        byte[] buffer = new byte[64 * 1024];
        InputStream plain = decoded(body, coding);
        try (OutputStream out = sink.open()) {
            for (int count = read(plain, buffer); count >= 0; count = read(plain, buffer)) {
                if (digests.size() + count > maxBytes) {
                    throw new StagingException(source + " is larger than " + maxBytes + " bytes");
                }
                out.write(buffer, 0, count);
                digests.update(buffer, 0, count);
            }
        }
    }

    private InputStream decoded(InputStream body, String coding) throws StagingException, NetworkException {
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> {
                try {
                    yield new GZIPInputStream(body, 64 * 1024);
                } catch (IOException e) {
                    throw new NetworkException(e, true);
                }
            }
            default -> throw new StagingException(source + " came in a content coding that was not asked for");
        };
    }

    private static int read(InputStream body, byte[] buffer) throws NetworkException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new NetworkException(e, true);
        }
    }
}
