package org.westerly.server.files.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.westerly.server.files.StagingException;

/**
 * One request and its answer, in a thread of its own: reading from a socket cannot be interrupted, so whoever waits here
 * can be, and closes the connection then. A platform thread, because it writes to the disk.
 */
final class Exchange {

    /** After the connection was closed there is nothing left to wait for but a name that is being looked up. */
    private static final Duration UNTIL_IT_NOTICES = Duration.ofSeconds(2);

    private final CloseableHttpClient client;
    private final HttpGet request;
    private final ReceiveBody receive;
    private final Sink sink;

    Exchange(CloseableHttpClient client, HttpGet request, ReceiveBody receive, Sink sink) {
        this.client = client;
        this.request = request;
        this.receive = receive;
        this.sink = sink;
    }

    /** What the other side said. */
    sealed interface Outcome {
        record Whole() implements Outcome {}

        /** The status, with the headers that some of them need; empty when missing. */
        record Other(int status, String location, String retryAfter) implements Outcome {}
    }

    /**
     * Does it.
     *
     * @throws TimeoutException when it takes longer than {@code patience}
     * @throws IOException when the body could not be written
     */
    Outcome perform(Duration patience)
            throws StagingException, NetworkException, IOException, TimeoutException, InterruptedException {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("fetch " + request.getAuthority())
                .start(() -> {
                    try {
                        outcome.complete(exchange());
                    } catch (Throwable fault) {
                        outcome.completeExceptionally(fault);
                    }
                });
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        } finally {
            // Not closed politely: that would read on until the end of a body that may have none.
            request.abort();
            thread.interrupt();
            thread.join(UNTIL_IT_NOTICES);
        }
    }

    private static IllegalStateException rethrown(ExecutionException failed)
            throws StagingException, NetworkException, IOException {
        switch (failed.getCause()) {
            case StagingException told -> throw told;
            case NetworkException network -> throw network;
            case IOException disk -> throw disk;
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            case null, default -> throw new IllegalStateException(failed);
        }
    }

    private Outcome exchange() throws StagingException, NetworkException, IOException {
        // Not closed: whoever waits ends the request.
        ClassicHttpResponse response = send();
        if (response.getCode() != 200) {
            return new Outcome.Other(response.getCode(), header(response, "Location"), header(response, "Retry-After"));
        }
        receive.copy(body(response), header(response, "Content-Encoding"), sink);
        return new Outcome.Whole();
    }

    private ClassicHttpResponse send() throws NetworkException {
        try {
            return client.executeOpen(null, request, null);
        } catch (IOException e) {
            throw new NetworkException(e, false);
        }
    }

    private static InputStream body(ClassicHttpResponse response) throws NetworkException {
        try {
            HttpEntity entity = response.getEntity();
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        } catch (IOException e) {
            throw new NetworkException(e, true);
        }
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }
}
