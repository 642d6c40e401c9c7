package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that is broken off when its reader hardly takes any of it: each waits in a thread, with a connection and an open
 * file. Who takes nothing at all is disconnected by the framework, which a write that waits then hears of.
 */
final class PacedOutput extends FilterOutputStream {

    private final Stopwatch watch;
    private final Runnable breakOff;

    PacedOutput(OutputStream target, Stopwatch watch, Runnable breakOff) {
        super(target);
        this.watch = watch;
        this.breakOff = breakOff;
    }

    static PacedOutput of(OutputStream target, RoutingContext request) {
        // At once: what was written and not taken is not waited for either.
        return new PacedOutput(
                target,
                new Stopwatch(Pace.of(request)),
                () -> request.response().reset());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        long begin = watch.now();
        out.write(bytes, from, length);
        if (!watch.counts(begin, length)) {
            breakOff.run();
            throw new IOException("the reader of the answer is too slow");
        }
    }
}
