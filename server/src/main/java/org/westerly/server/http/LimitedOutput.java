package org.westerly.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes of a field and refuses the next one, naming the field. */
final class LimitedOutput extends FilterOutputStream {

    private final String field;
    private final long limit;
    private long count;

    LimitedOutput(OutputStream target, String field, long limit) {
        super(target);
        this.field = field;
        this.limit = limit;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        count += length;
        if (count > limit) {
            throw Problems.tooLarge(field, "is larger than " + limit + " bytes");
        }
        out.write(bytes, from, length);
    }
}
