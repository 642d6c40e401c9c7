package org.westerly.acceptance.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The packaged server in a process of its own, on a free port. */
public final class WesterlyServer implements AutoCloseable {

    private static final String READY = "Westerly is listening on ";

    private final Process process;
    private final String address;
    private final Path log;

    private WesterlyServer(Process process, String address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** The project's root folder. */
    public static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("westerly.root"), "set by the build"));
    }

    /** Starts a server on {@code data} with more options, and returns once it says that it is listening. */
    public static WesterlyServer start(Path data, String... options) {
        return start(data, List.of(), options);
    }

    /** As {@link #start(Path, String...)}, with flags of the JVM. */
    public static WesterlyServer start(Path data, List<String> jvmFlags, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmFlags);
        command.addAll(List.of(
                "-jar",
                root().resolve("server/target/quarkus-app/quarkus-run.jar").toString(),
                "serve",
                "--data",
                data.toString()));
        if (!List.of(options).contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putIfAbsent("WESTERLY_ENGINES_HOME", root().resolve(".engines").toString());
        try {
            Process process = builder.start();
            return new WesterlyServer(process, untilReady(process, data), logOf(process, data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several servers may share a folder. */
    private static Path logOf(Process process, Path data) {
        return data.resolveSibling(data.getFileName() + "." + process.pid() + ".log");
    }

    private static String untilReady(Process process, Path data) {
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            StringBuilder said = new StringBuilder();
            try (BufferedReader lines = process.inputReader();
                    var log = Files.newBufferedWriter(logOf(process, data))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.write(line + "\n");
                    log.flush();
                    said.append(line).append('\n');
                    if (line.startsWith(READY)) {
                        ready.complete(line.substring(READY.length()).strip());
                        said.setLength(0);
                    }
                }
                ready.completeExceptionally(new IllegalStateException("the server ended and said:\n" + said));
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
        });
        try {
            return ready.get(2, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("no server", e);
        }
    }

    /** {@code http://host:port}, without a slash at the end. */
    public String address() {
        return address;
    }

    /** A client of the canonical path. */
    public Wes wes() {
        return new Wes(address + "/ga4gh/wes/v1");
    }

    /** What it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Do its jobs have cgroups? If not, the server's tests of these say so, and fail in CI. */
    public boolean usesCgroups() {
        return log().contains("jobs have cgroups of their own");
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}: nothing of the server gets to tidy up. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** An orderly stop, as by {@code SIGTERM}. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
