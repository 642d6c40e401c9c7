package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The engines that {@code ./westerly engines install} has put here. */
public final class InstalledEngines {

    private InstalledEngines() {}

    public static Path home() {
        String given = System.getenv("WESTERLY_ENGINES_HOME");
        return given == null ? WesterlyServer.root().resolve(".engines") : Path.of(given);
    }

    /** Ends the test when one is missing ({@code NAME} or {@code NAME-VERSION}): in CI as a failure, else with the reason. */
    public static void need(String... names) {
        for (String name : names) {
            if (folders(name).isEmpty()) {
                missing(name);
            }
        }
    }

    /** As {@link #need}, of an engine that was looked for otherwise. */
    public static void missing(String name) {
        String why = name + " is not installed: run ./westerly engines install --all";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(why);
        }
        Assumptions.abort(why);
    }

    /** Where these are installed, in any version. */
    public static List<Path> folders(String... names) {
        List<Path> all = new ArrayList<>();
        if (!Files.isDirectory(home())) {
            return all;
        }
        try (Stream<Path> found = Files.list(home())) {
            found.filter(folder -> Stream.of(names)
                            .anyMatch(name -> folder.getFileName().toString().startsWith(name + "-")))
                    .forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
