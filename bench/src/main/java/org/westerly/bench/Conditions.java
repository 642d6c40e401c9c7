package org.westerly.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** What the numbers depend on; without it they say nothing. */
final class Conditions {

    private static final int SYNCS = 200;
    private static final int PAGE_BYTES = 4096;

    private final Installation installation;
    private final Path scratch;
    private final String loadAtBegin = loadAverage();

    Conditions(Installation installation, Path scratch) {
        this.installation = installation;
        this.scratch = scratch;
    }

    List<String> lines() throws IOException {
        Samples syncs = syncs();
        return List.of(
                "commit: " + git("rev-parse", "--short", "HEAD") + changes(),
                "machine: " + Runtime.getRuntime().availableProcessors()
                        + " cores, shared by server and load generator; " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"),
                "load average (1, 5, 15 min): " + loadAtBegin + " before, " + loadAverage() + " after",
                "JVM: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + options(),
                "disk: " + Files.getFileStore(scratch).type() + ", write and sync of 4 KiB " + Table.spread(syncs));
    }

    private static String options() {
        String own = System.getenv("WESTERLY_JAVA_OPTS");
        return own == null || own.isBlank() ? "" : ", WESTERLY_JAVA_OPTS=" + own;
    }

    private static String loadAverage() {
        try {
            return String.join(
                    " ",
                    List.of(Files.readString(Path.of("/proc/loadavg")).split(" "))
                            .subList(0, 3));
        } catch (IOException e) {
            return String.format(
                    Locale.ROOT,
                    "%.2f",
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    /** A durable submission cannot be faster than this, but for sharing it with others. */
    private Samples syncs() throws IOException {
        Samples samples = new Samples();
        Path file = scratch.resolve("sync");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE_BYTES));
                channel.force(false);
                samples.add(System.nanoTime() - begin);
            }
        }
        Files.delete(file);
        return samples;
    }

    private String changes() {
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : ", with changes";
    }

    private String git(String... arguments) {
        try {
            ProcessBuilder git =
                    new ProcessBuilder("git").directory(installation.root().toFile());
            git.command().addAll(List.of(arguments));
            Process process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (var output = process.inputReader()) {
                return String.join("\n", output.readAllLines());
            }
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
