package org.westerly.server.engine.configured;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks programs who they are. An answer is kept for as long as the program's file stays as it is, because many take seconds
 * to say it, and a server asks at every start.
 *
 * @param answers the file that they are kept in
 */
record AskProgram(Path answers) {

    private static final Logger LOG = Logger.getLogger(AskProgram.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 64 << 10;

    /** @param code its exit code; -1 when it could not be started, -2 when it took too long */
    record Answer(int code, String text) {
        String told() {
            return switch (code) {
                case -1 -> "could not be started: " + text.strip();
                case -2 -> "did not answer within " + PATIENCE.toSeconds() + " s";
                default ->
                    "ended with code " + code + ": "
                            + text.strip().lines().findFirst().orElse("");
            };
        }
    }

    Answer ask(Path program, List<String> command, List<String> path) {
        Properties known = read();
        String key = key(program, command);
        String kept = known.getProperty(key);
        if (kept != null) {
            return new Answer(0, kept);
        }
        Answer answer = run(program, command, path);
        if (answer.code() == 0) {
            known.setProperty(key, answer.text());
            write(known);
        }
        return answer;
    }

    private static String key(Path program, List<String> command) {
        try {
            Path real = program.toRealPath();
            return String.join(" ", command) + " " + real + " " + Files.size(real) + " "
                    + Files.getLastModifiedTime(real).toMillis();
        } catch (IOException gone) {
            return "";
        }
    }

    private static Answer run(Path program, List<String> command, List<String> path) {
        // By its whole path, since Java would look for it in the server's own search path.
        List<String> found = new ArrayList<>(command);
        found.set(0, program.toString());
        ProcessBuilder builder =
                new ProcessBuilder(found).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().put("PATH", String.join(":", path));
        builder.environment().put("LANG", "C.UTF-8");
        try {
            Process process = builder.start();
            try {
                return answer(process);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Answer(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(-1, "interrupted");
        }
    }

    private static Answer answer(Process process) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> {
            try (InputStream said = process.getInputStream()) {
                text.append(new String(said.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
                said.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // It was killed; what it said until then is enough.
            }
        });
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Answer(-2, "");
        }
        reader.join(Duration.ofSeconds(1));
        return new Answer(process.exitValue(), text.toString());
    }

    private Properties read() {
        Properties known = new Properties();
        try (InputStream file = Files.newInputStream(answers)) {
            known.load(file);
        } catch (IOException none) {
            // The first start, or a folder that was cleared: programs are asked again.
        }
        return known;
    }

    private void write(Properties known) {
        try {
            Path unfinished = Files.createTempFile(answers.getParent(), ".", ".part");
            try (OutputStream file = Files.newOutputStream(unfinished)) {
                known.store(file, null);
            }
            Files.move(unfinished, answers, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.debugf("what programs said could not be kept: %s", e);
        }
    }
}
