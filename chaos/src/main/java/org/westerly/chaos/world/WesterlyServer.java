package org.westerly.chaos.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One of the servers: whichever process it is at the moment, always at the same address. */
public final class WesterlyServer {

    private static final String READY = "Westerly is listening on ";
    private static final long START_SECONDS = 90;
    private static final long STOP_SECONDS = 30;

    private final List<String> command;
    private final Path log;
    private final int port;
    private @Nullable Process process;

    private WesterlyServer(List<String> command, Path log, int port) {
        this.command = command;
        this.log = log;
        this.port = port;
    }

    /**
     * One that has not been started.
     *
     * @param command all but the port
     */
    static WesterlyServer of(List<String> command, Path log) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of("--port", Integer.toString(port)));
            return new WesterlyServer(whole, log, port);
        }
    }

    /** Where it listens, when it does. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns once it listens. */
    synchronized void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Process started = builder.start();
            process = started;
            CompletableFuture<String> listening = new CompletableFuture<>();
            Thread _ = Thread.ofPlatform().daemon().start(() -> listen(started, listening));
            String _ = listening.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException failure) {
            kill();
            throw new IllegalStateException("a server does not start; its log is " + log, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void listen(Process started, CompletableFuture<String> listening) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = started.inputReader();
                var out = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line + "\n");
                out.flush();
                if (line.startsWith(READY)) {
                    listening.complete(line);
                }
                if (!listening.isDone()) {
                    said.append(line).append('\n');
                }
            }
            listening.completeExceptionally(new IllegalStateException("it ended and said:\n" + said));
        } catch (IOException e) {
            listening.completeExceptionally(new UncheckedIOException(e));
        }
    }

    synchronized boolean runs() {
        return process != null && process.isAlive();
    }

    synchronized long pid() {
        return Objects.requireNonNull(process, "never started").pid();
    }

    /** {@code kill -9}. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** An orderly stop; is it over in time? */
    public synchronized boolean stop() {
        if (process == null) {
            return true;
        }
        process.destroy();
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void freeze() {
        Processes.signal("STOP", pid());
    }

    void thaw() {
        Processes.signal("CONT", pid());
    }
}
