package org.westerly.server.http.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection that reads a stream. What is written to it waits in memory only up to the connection's own queue: as long as
 * that is full, nothing more is read for it.
 */
final class Reader {

    private final HttpServerResponse response;
    private final Context context;
    private final Runnable wake;
    private volatile long after;
    private long told;
    private volatile boolean ready = true;
    private volatile boolean gone;
    private boolean spoken;
    private int ticksFull;

    /** @param wake called when it can take more */
    Reader(HttpServerResponse response, Context context, long after, Runnable wake) {
        this.response = response;
        this.context = context;
        this.after = after;
        this.told = after;
        this.wake = wake;
    }

    long after() {
        return after;
    }

    /** Can it take something now? */
    boolean ready() {
        return ready && !gone;
    }

    /** There was nothing for it up to here. */
    void skipTo(long position) {
        after = position;
    }

    /**
     * Writes, in the connection's own thread.
     *
     * @param last closes the connection after it; null when there will be more
     */
    void write(Buffer text, long position, @Nullable Buffer last) {
        ready = false;
        after = position;
        context.runOnContext(_ -> {
            if (gone) {
                return;
            }
            spoken = true;
            told = position;
            if (last != null) {
                gone = true;
                response.end(text.copy().appendBuffer(last));
                return;
            }
            response.write(text);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> resume());
            } else {
                resume();
            }
        });
    }

    private void resume() {
        ticksFull = 0;
        ready = true;
        wake.run();
    }

    /**
     * Ends it, whatever it has still to get.
     *
     * @param last made of the place up to which it was told: what is on its way to it by now will not be
     */
    void say(LongFunction<Buffer> last) {
        context.runOnContext(_ -> {
            if (!gone) {
                gone = true;
                response.end(last.apply(told));
            }
        });
    }

    void leave() {
        gone = true;
    }

    /**
     * Once for each interval: says something to one that has heard nothing, and cuts one that has taken nothing.
     *
     * @param patience how many intervals a reader may take nothing
     */
    void tick(Buffer comment, int patience) {
        context.runOnContext(_ -> {
            if (gone) {
                return;
            }
            if (response.writeQueueFull()) {
                ticksFull++;
                if (ticksFull >= patience) {
                    gone = true;
                    response.reset();
                }
            } else if (spoken) {
                spoken = false;
            } else {
                response.write(comment);
            }
        });
    }
}
