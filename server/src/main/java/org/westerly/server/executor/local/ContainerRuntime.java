package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command of docker or podman, both of which understand what is asked here.
 *
 * @param program its absolute path, or its bare name where it was not found
 * @param environment the server's own: it says which daemon or which store is meant
 */
public record ContainerRuntime(Path program, Map<String, String> environment) {

    /** Removing a large container takes its time; a daemon that hangs must not keep a cancel for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Some ten thousand containers, or a long complaint. */
    private static final int KEPT = 1 << 20;

    public ContainerRuntime {
        environment = Map.copyOf(environment);
    }

    /** The first program of that name on the {@code PATH} of {@code environment}. */
    public static ContainerRuntime named(String name, Map<String, String> environment) {
        Path program = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(name));
        return new ContainerRuntime(program, environment);
    }

    boolean isThere() {
        return program.isAbsolute() && Files.isExecutable(program);
    }

    /** What it answered, and with which exit code. */
    record Answer(int code, String out, String err) {}

    /** @throws IOException when it could not be asked */
    Answer ask(List<String> arguments) throws IOException, InterruptedException {
        if (!isThere()) {
            throw new IOException(this + " is not on the server's PATH");
        }
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(new File("/")).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            Tail out = Tail.of(process.getInputStream(), KEPT);
            Tail err = Tail.of(process.getErrorStream(), KEPT);
            if (!process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(this + " has not answered for " + PATIENCE.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), out.text(LAST_WORDS), err.text(LAST_WORDS));
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return program.getFileName().toString();
    }
}
