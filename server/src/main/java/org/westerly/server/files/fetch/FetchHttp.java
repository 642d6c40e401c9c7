package org.westerly.server.files.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.westerly.server.files.StagingException;

/** Fetches from URLs that strangers chose. Messages name a URL without user, password and query, and what went wrong. */
public final class FetchHttp implements AutoCloseable {

    private final FetchLimits limits;
    private final Patience patience;
    private final Clients clients;

    public FetchHttp(FetchLimits limits, Lookup lookup, Patience patience) {
        this.limits = limits;
        this.patience = patience;
        this.clients = new Clients(lookup, limits);
    }

    /**
     * Writes what is asked for to {@code target}, which holds a part of it when this fails.
     *
     * @throws AnswerException when the other side answered, and would not give it
     * @throws StagingException when it cannot be had
     * @throws IOException when it cannot be written
     */
    public Received toFile(Ask ask, Path target) throws StagingException, IOException, InterruptedException {
        return fetch(ask, "*/*", () -> Files.newOutputStream(target));
    }

    /**
     * A JSON answer, held in memory: {@link Ask#maxBytes} keeps it small.
     *
     * @throws AnswerException when the other side answered, and would not give it
     * @throws StagingException when it cannot be had
     */
    public byte[] json(Ask ask) throws StagingException, IOException, InterruptedException {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        fetch(ask, "application/json", () -> {
            memory.reset();
            return memory;
        });
        return memory.toByteArray();
    }

    private Received fetch(Ask ask, String accept, Sink sink)
            throws StagingException, IOException, InterruptedException {
        return new Fetch(clients, limits, patience, ask, accept, sink).run();
    }

    @Override
    public void close() {
        clients.close();
    }
}
