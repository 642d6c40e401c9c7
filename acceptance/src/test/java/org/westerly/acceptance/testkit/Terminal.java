package org.westerly.acceptance.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged commands of the terminal, each in a process of its own; there is nobody to ask. */
public final class Terminal {

    private final String server;
    private final Path folder;

    /** @param folder where the commands are given, and what they say is kept */
    public Terminal(String server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** What a command said. */
    public record Said(int code, String out, String err) {

        /** Each line as JSON. */
        public List<JsonNode> json() {
            return out.lines().map(Said::read).toList();
        }

        private static JsonNode read(String line) {
            try {
                return new ObjectMapper().readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + line, e);
            }
        }
    }

    /** A command under way, and the file that it writes to. */
    public record UnderWay(Process process, Path out, Path err) {

        public Said untilEnd() throws IOException, InterruptedException {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running, and said: " + Files.readString(out) + Files.readString(err));
            }
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    public Said run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).untilEnd();
    }

    public UnderWay start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // A shell lets what it starts in the background ignore Ctrl-C, and that is inherited down to here.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                WesterlyServer.root().resolve("cli/target/app/westerly-cli.jar").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("terminal", ".out");
        Path err = Files.createTempFile("terminal", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("WESTERLY_SERVER", server);
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        return new UnderWay(builder.start(), out, err);
    }
}
