package org.westerly.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Writes a response's body to a file: not more than is allowed, and not waiting longer for the next byte. */
final class ReceiveBody {

    private final FetchLimits limits;
    private final String source;
    private final AtomicLong received = new AtomicLong();

    ReceiveBody(FetchLimits limits, String source) {
        this.limits = limits;
        this.source = source;
    }

    void receive(InputStream body, Path target) throws StagingException, IOException, InterruptedException {
        CompletableFuture<Boolean> complete = new CompletableFuture<>();
        Thread copier = Thread.ofVirtual().name("fetch").start(() -> {
            try {
                complete.complete(copy(body, target));
            } catch (IOException | RuntimeException e) {
                complete.completeExceptionally(e);
            }
        });
        try {
            if (!await(complete)) {
                throw new StagingException(source + " is larger than " + limits.maxBytes() + " bytes");
            }
        } finally {
            // Whatever the copier still waits for does not come any more.
            body.close();
            copier.join();
        }
    }

    private boolean await(CompletableFuture<Boolean> complete)
            throws StagingException, IOException, InterruptedException {
        while (true) {
            long before = received.get();
            try {
                return complete.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (received.get() == before) {
                    throw new StagingException(
                            source + " sent nothing for " + limits.timeout().toSeconds() + " s", e);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof java.nio.file.FileSystemException disk) {
                    throw disk;
                }
                if (String.valueOf(e.getMessage()).contains("No space left")) {
                    throw new IOException("No space left on device", e);
                }
                throw new StagingException(source + " broke off", e);
            }
        }
    }

    /** False when there is more than is allowed. */
    private boolean copy(InputStream body, Path target) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try (OutputStream file = Files.newOutputStream(target)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                if (received.addAndGet(count) > limits.maxBytes()) {
                    return false;
                }
                file.write(buffer, 0, count);
            }
        }
        return true;
    }
}
