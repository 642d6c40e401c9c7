package org.westerly.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of server-sent events (HTML standard, 9.2.6). Servers say something at least every 15 s; a connection on
 * which nothing comes for three times as long is taken for dead, as TCP alone would wait for hours.
 */
final class EventReader implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(45);

    /** One event; its name is empty where it has none. */
    record Event(String name, String data) {}

    private final InputStream body;
    private final BufferedReader lines;
    private final Thread watch;
    private volatile boolean heard;
    private @Nullable String lastId;

    EventReader(InputStream body) {
        this(body, SILENCE);
    }

    EventReader(InputStream body, Duration silence) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.watch = Thread.ofVirtual().name("silence").start(() -> watch(silence));
    }

    /** The id that came last, with or without an event. */
    Optional<String> lastId() {
        return Optional.ofNullable(lastId);
    }

    /** The next event; empty when the connection was closed. What has no end of its own is no event. */
    Optional<Event> next() throws IOException {
        String name = "";
        @Nullable String id = null;
        StringBuilder data = new StringBuilder();
        boolean some = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard = true;
            if (line.isEmpty()) {
                lastId = id == null ? lastId : id;
                if (some) {
                    return Optional.of(new Event(name, data.toString()));
                }
                name = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> {
                    data.append(some ? "\n" : "").append(value);
                    some = true;
                }
                default -> {} // a comment, or what later standards bring
            }
        }
        return Optional.empty();
    }

    private void watch(Duration silence) {
        try {
            do {
                heard = false;
                Thread.sleep(silence);
            } while (heard);
            body.close();
        } catch (InterruptedException | IOException over) {
            // Closed already.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        try {
            body.close();
        } catch (IOException gone) {
            // That was the wish.
        }
    }
}
