package org.westerly.server.engine.configured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The workflows of {@code demo/}, as a user would submit them. */
final class DemoFiles {

    private static final Path DEMO = Path.of(System.getProperty("westerly.root", ".."), "demo");

    private DemoFiles() {}

    static Submission submission(String language, String workflow) {
        return new Submission(workflow, text(language + "/params.json"), attachments(language));
    }

    static String text(String file) {
        try {
            return Files.readString(DEMO.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> attachments(String language) {
        Path folder = DEMO.resolve(language);
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals("params.json") && !name.startsWith("expected/"))
                    .forEach(name -> files.put(name, text(language + "/" + name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
