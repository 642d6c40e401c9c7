package org.westerly.server.service;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;

/** Tells a disk that takes no more from a client that sends no more: both are an {@link IOException} otherwise. */
final class AttachmentStream extends FilterOutputStream {

    AttachmentStream(OutputStream file) {
        super(file);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException unwritable) {
            throw refusal(unwritable);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException unwritable) {
            throw refusal(unwritable);
        }
    }

    static WesException refusal(IOException unwritable) {
        return new WesException(ErrorCode.NO_SPACE, "the server could not keep the attachments", unwritable);
    }
}
