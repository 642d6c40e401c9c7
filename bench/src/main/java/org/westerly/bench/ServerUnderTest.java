package org.westerly.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, on a free port. */
final class ServerUnderTest implements AutoCloseable {

    private static final String READY = "Westerly is listening on ";
    private static final int STOP_SECONDS = 30;

    /**
     * What a process holds, in KiB.
     *
     * @param resident all of it
     * @param own without what is mapped from files, the AOT cache among them, and can be dropped or shared
     */
    record Memory(long resident, long own) {}

    private final Process process;
    private final InetSocketAddress address;

    private ServerUnderTest(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server on {@code data} and returns once it says that it is listening.
     *
     * @param settings each {@code key=value}
     * @throws IOException if it ends instead
     */
    static ServerUnderTest start(Installation installation, Launch launch, Path data, String... settings)
            throws IOException {
        List<String> command = new ArrayList<>(launch.command(installation));
        command.addAll(List.of("--port", "0", "--data", data.toString()));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The settings of the one who measures, a database among them, are no part of what is measured.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("WESTERLY_") && !name.equals("WESTERLY_JAVA_OPTS"));
        Process process = builder.start();
        return new ServerUnderTest(process, untilReady(process));
    }

    private static InetSocketAddress untilReady(Process process) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                // Read on, or the server would stop at a full pipe.
                Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
                URI address = URI.create(line.substring(READY.length()).strip());
                return new InetSocketAddress(address.getHost(), address.getPort());
            }
            said.add(line);
        }
        throw new IOException("the server did not start and said:\n" + String.join("\n", said));
    }

    InetSocketAddress address() {
        return address;
    }

    /** Processor time of the server so far; the kernel counts in steps of 10 ms. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Memory memory() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        return new Memory(kib(status, "VmRSS:"), kib(status, "RssAnon:"));
    }

    long threads() throws IOException {
        return kib(Files.readAllLines(proc("status")), "Threads:");
    }

    long files() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    /** As a crash would. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private static long kib(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        // By its handle: Process.destroy would close the pipe under it.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
