package org.westerly.server.http.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.westerly.api.StreamEnd;
import org.westerly.server.service.FailureCode;
import org.westerly.server.service.Feed;

/** The streams that are open. */
public final class Channels {

    private static final Logger LOG = Logger.getLogger(Channels.class);

    /** Proxies close what is silent for a minute, some for half of one. */
    private static final Duration TICK = Duration.ofSeconds(15);

    /** Intervals in which a reader may take nothing of what waits for it. */
    private static final int PATIENCE = 2;

    private record Key(Object feed, StreamFormat format) {}

    private final Map<Key, Channel> open = new ConcurrentHashMap<>();

    /** Begins to keep connections awake. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(TICK.toMillis(), _ -> open.values().forEach(channel -> channel.tick(PATIENCE)));
    }

    /** Serves the feed to {@code response} until one of both ends. To be called in the response's own thread. */
    public void serve(Feed feed, StreamFormat format, long after, HttpServerResponse response, Context context) {
        response.write(format.opening(after));
        Key key = new Key(feed.key(), format);
        Reader[] itself = new Reader[1];
        Channel channel = open.compute(key, (_, known) -> {
            Channel mine = known == null ? new Channel(feed, format, Channels::survived) : known;
            Reader reader = new Reader(response, context, after, mine::wake);
            itself[0] = reader;
            mine.join(reader);
            return mine;
        });
        Reader reader = itself[0];
        response.closeHandler(_ -> leave(key, channel, reader));
        response.endHandler(_ -> leave(key, channel, reader));
        response.exceptionHandler(_ -> leave(key, channel, reader));
    }

    private void leave(Key key, Channel channel, Reader reader) {
        open.compute(key, (_, known) -> {
            if (channel.leave(reader) && known == channel) {
                channel.close();
                return null;
            }
            return known;
        });
    }

    /** Tells every reader to come again. */
    public void endAll() {
        StreamEnd end = new StreamEnd(StreamEnd.SERVER_STOPPING, null, null);
        open.values().forEach(channel -> channel.endAll(end));
    }

    private static void survived(Throwable fault) {
        if (!FailureCode.isToldAlready(fault)) {
            LOG.error("survived while serving a stream", fault);
        }
    }
}
