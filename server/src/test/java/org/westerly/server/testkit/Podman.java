package org.westerly.server.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.DeleteTree;

/**
 * A podman with a store of its own in a temporary folder, and in it one small image. Made once for all tests of a JVM,
 * and removed with everything in it when that ends.
 *
 * @param program the real one
 * @param environment what makes it use the store; also for others that start it, with their own {@code PATH} and more
 */
public record Podman(Path program, Map<String, String> environment) {

    /** Busybox: a shell, called {@code bash} too, and the usual small programs. */
    public static final String IMAGE = "localhost/westerly-test:1";

    /** Made for a machine that is a container itself; elsewhere it does no harm. */
    private static final String CONTAINERS_CONF = """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
            netns = "none"
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            """;

    private static final List<String> FOLDERS = List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin");

    private static @Nullable Podman made;
    private static @Nullable String whyNot;

    public Podman {
        environment = Map.copyOf(environment);
    }

    /** What it answered, and with which exit code. */
    public record Answer(int code, String out, String err) {}

    /** The one of this JVM. Where it cannot be made the test is aborted with the reason, and fails in CI. */
    public static synchronized Podman get() {
        Podman podman = made;
        if (podman != null) {
            return podman;
        }
        if (whyNot == null) {
            try {
                podman = make();
                made = podman;
                return podman;
            } catch (IOException | UncheckedIOException e) {
                whyNot = "podman cannot be used: " + e.getMessage()
                        + " ('./westerly engines install --system' installs what is needed)";
            }
        }
        return "true".equals(System.getenv("CI")) ? fail(whyNot) : abort(whyNot);
    }

    private static Podman make() throws IOException {
        Path program = find("podman");
        Path busybox = find("busybox");
        var _ = find("runc");
        Path folder = Files.createTempDirectory("westerly-podman-").toRealPath();
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", String.join(File.pathSeparator, FOLDERS));
        environment.put("HOME", folder.toString());
        environment.put("CONTAINERS_CONF", write(folder.resolve("containers.conf"), CONTAINERS_CONF));
        environment.put("CONTAINERS_STORAGE_CONF", write(folder.resolve("storage.conf"), storageConf(folder)));
        Podman podman = new Podman(program, environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> podman.remove(folder)));
        podman.makeImage(busybox, Files.createDirectories(folder.resolve("image")), folder.resolve("image.tar"));
        podman.must("run", "--rm", IMAGE, "true");
        return podman;
    }

    private static String storageConf(Path folder) {
        return """
                [storage]
                driver = "vfs"
                graphroot = "%s"
                runroot = "%s"
                """.formatted(folder.resolve("graph"), folder.resolve("run"));
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    private static Path find(String name) throws IOException {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is not installed"));
    }

    private void makeImage(Path busybox, Path root, Path tar) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(busybox, bin.resolve("busybox"));
        List<String> applets = new ArrayList<>(
                start(List.of(busybox.toString(), "--list")).out().lines().toList());
        applets.removeAll(List.of("busybox", "bash"));
        for (String applet : applets) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        // Under that name busybox knows no shell, unless it was built to.
        Path bash = Files.writeString(bin.resolve("bash"), "#!/bin/sh\nexec /bin/sh \"$@\"\n");
        Files.setPosixFilePermissions(bash, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root.resolve("tmp"));
        Files.writeString(
                Files.createDirectories(root.resolve("etc")).resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Answer packed = start(List.of(find("tar").toString(), "-C", root.toString(), "-cf", tar.toString(), "."));
        if (packed.code() != 0) {
            throw new IOException("tar: " + packed.err());
        }
        must("import", "--change", "ENV PATH=/bin:/usr/bin", tar.toString(), IMAGE);
    }

    private void must(String... arguments) throws IOException {
        Answer answer = run(arguments);
        if (answer.code() != 0) {
            throw new IOException(answer.err().strip());
        }
    }

    /** Runs {@code podman} with these arguments, to its end. */
    public Answer run(String... arguments) throws IOException {
        return start(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
    }

    private Answer start(List<String> argv) throws IOException {
        Path out = Files.createTempFile("westerly-podman-", ".out");
        Path err = Files.createTempFile("westerly-podman-", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(argv + " does not answer");
            }
            return new Answer(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private void remove(Path folder) {
        try {
            var _ = run("rm", "--force", "--all");
            DeleteTree.below(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the tests' podman could not be removed", e);
        }
    }
}
