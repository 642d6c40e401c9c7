package org.westerly.server.http.stream;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.api.StreamEnd;
import org.westerly.server.events.Signals;
import org.westerly.server.service.Feed;
import org.westerly.server.service.Feed.Portion;

/**
 * All readers of one feed in one format. One thread at a time serves them, only while there is something to do; readers at
 * the same place get the same bytes.
 */
final class Channel {

    /** States of {@link #work}: nobody is at it, somebody is, and somebody is and shall look once more. */
    private static final int IDLE = 0;

    private static final int BUSY = 1;
    private static final int AGAIN = 2;

    private final Feed feed;
    private final StreamFormat format;
    private final Consumer<Throwable> mishaps;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger work = new AtomicInteger(IDLE);
    private final Signals.Subscription subscription;

    Channel(Feed feed, StreamFormat format, Consumer<Throwable> mishaps) {
        this.feed = feed;
        this.format = format;
        this.mishaps = mishaps;
        this.subscription = feed.subscribe(this::wake);
    }

    void join(Reader reader) {
        readers.add(reader);
        wake();
    }

    /** True when nobody is left. */
    boolean leave(Reader reader) {
        reader.leave();
        readers.remove(reader);
        return readers.isEmpty();
    }

    void close() {
        subscription.close();
    }

    void tick(int patience) {
        Buffer comment = Buffer.buffer(format.keepAwake());
        readers.forEach(reader -> reader.tick(comment, patience));
    }

    void endAll(StreamEnd end) {
        readers.forEach(reader -> reader.say(told -> Buffer.buffer(format.end(told, end))));
    }

    /** There may be something to do. */
    void wake() {
        if (work.getAndUpdate(now -> now == IDLE ? BUSY : AGAIN) == IDLE) {
            Thread.ofVirtual().name("stream").start(this::serve);
        }
    }

    private void serve() {
        do {
            work.set(BUSY);
            try {
                boolean more = true;
                while (more) {
                    more = round();
                }
            } catch (RuntimeException e) {
                // The store, say. The readers go on with the next signal, or when they come again.
                mishaps.accept(e);
            }
        } while (!work.compareAndSet(BUSY, IDLE));
    }

    /** Gives each reader that can take it what comes next for it. True if there was something for anybody. */
    private boolean round() {
        Map<Long, List<Reader>> places =
                readers.stream().filter(Reader::ready).collect(Collectors.groupingBy(Reader::after));
        boolean some = false;
        for (Map.Entry<Long, List<Reader>> place : places.entrySet()) {
            some |= serve(place.getKey(), place.getValue());
        }
        return some;
    }

    private boolean serve(long after, List<Reader> readers) {
        Portion portion = feed.after(after);
        StreamEnd end = portion.end();
        if (portion.items().isEmpty() && end == null) {
            readers.forEach(reader -> reader.skipTo(portion.after()));
            return portion.after() > after;
        }
        Buffer text = Buffer.buffer(format.items(portion.items()));
        @Nullable Buffer last = end == null ? null : Buffer.buffer(format.end(portion.after(), end));
        readers.forEach(reader -> reader.write(text, portion.after(), last));
        return true;
    }
}
