package org.westerly.server.executor.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that a supervisor is made of, by their absolute paths: the {@code PATH} of a job is the engine's business
 * and may lead elsewhere.
 */
record Tools(Path sh, Path setsid, Path ln, Path sleep) {

    static Tools ofServer() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    static Tools find(String searchPath) {
        List<String> folders = Stream.concat(
                        Stream.of("/usr/bin", "/bin"), Stream.of(searchPath.split(File.pathSeparator, -1)))
                .filter(folder -> folder.startsWith("/"))
                .toList();
        return new Tools(find("sh", folders), find("setsid", folders), find("ln", folders), find("sleep", folders));
    }

    private static Path find(String name, List<String> folders) {
        return folders.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                // Named all the same, so that check() can say what is missing.
                .orElse(Path.of("/usr/bin", name));
    }

    List<String> missing() {
        return Stream.of(sh, setsid, ln, sleep)
                .filter(tool -> !Files.isExecutable(tool))
                .map(tool -> tool.getFileName().toString())
                .toList();
    }
}
