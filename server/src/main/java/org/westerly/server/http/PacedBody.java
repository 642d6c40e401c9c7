package org.westerly.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** A request's body that ends in a refusal when it only drips: each waits in a thread, with a connection and open files. */
final class PacedBody extends FilterInputStream {

    private final Pace pace;
    private final Stopwatch watch;

    PacedBody(InputStream body, Pace pace) {
        this(body, pace, new Stopwatch(pace));
    }

    PacedBody(InputStream body, Pace pace, Stopwatch watch) {
        super(body);
        this.pace = pace;
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        long begin = watch.now();
        int read = in.read(bytes, from, length);
        if (!watch.counts(begin, Math.max(read, 0)) && read >= 0) {
            throw new WesException(
                    ErrorCode.TOO_SLOW,
                    List.of(new FieldFault(
                            "body",
                            "came at less than " + pace.leastRate() + " bytes a second for "
                                    + pace.patience().toSeconds() + " s")));
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return readNBytes((int) Math.min(wanted, 8_192)).length;
    }
}
