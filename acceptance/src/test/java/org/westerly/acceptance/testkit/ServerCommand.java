package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that an operator gives on the server's machine, by the packaged server's program. */
public final class ServerCommand {

    private ServerCommand() {}

    /** What it said, and its exit code. */
    public record Said(int code, String out, String err) {}

    /** Runs it to its end; the files with what it said are below {@code scratch}. */
    public static Said run(Path scratch, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                WesterlyServer.root()
                        .resolve("server/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(scratch, "said", ".out");
        Path err = Files.createTempFile(scratch, "said", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("it takes too long: " + command);
        }
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
