package org.westerly.server.engine.install;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts the programs that do the work.
 *
 * @param log file for what they say, shown when they fail
 */
record Tool(Map<String, String> environment, Path log) {

    private static final int LINES_SHOWN = 15;

    /** A program of this name in the person's PATH. */
    Optional<Path> find(String program) {
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** @param advice what to do when the program fails, before the end of what it said */
    void run(List<String> command, Map<String, String> settings, String advice)
            throws IOException, InterruptedException, InstallFailedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(suited(settings));
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                throw new InstallFailedException(advice + "\n" + tail() + "\n(all of it: " + log + ")");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Map<String, String> suited(Map<String, String> settings) {
        Map<String, String> suited = new HashMap<>(environment);
        // With it, pip leaves out the compiled files, and the engine takes twice as long to start, for ever.
        suited.remove("PYTHONDONTWRITEBYTECODE");
        suited.remove("PYTHONHOME");
        suited.remove("PYTHONPATH");
        suited.putAll(settings);
        return suited;
    }

    private String tail() throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
