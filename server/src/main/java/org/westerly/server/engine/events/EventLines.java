package org.westerly.server.engine.events;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The whole lines of a file that somebody else is writing. A line without its end is not there yet. */
final class EventLines {

    /** Bytes of a line; what is longer is nothing of ours. */
    static final int LIMIT = 1 << 20;

    private EventLines() {}

    /** @param tooLong called for each line that is over the limit, and otherwise passed over */
    static void read(Path file, Consumer<byte[]> consumer, Runnable tooLong) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean skipping = false;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
                if (octet == '\n') {
                    if (skipping) {
                        tooLong.run();
                    } else if (line.size() > 0) {
                        consumer.accept(line.toByteArray());
                    }
                    line.reset();
                    skipping = false;
                } else if (line.size() < LIMIT) {
                    line.write(octet);
                } else {
                    skipping = true;
                }
            }
        }
    }
}
