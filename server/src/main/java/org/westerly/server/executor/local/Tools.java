package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs that a supervisor is made of, by their absolute paths: the {@code PATH} of a job is the engine's business
 * and may lead elsewhere.
 *
 * @param env one that can give signals their default meaning back; not every system has it
 */
record Tools(Path sh, Path setsid, Path ln, Path sleep, Path sync, Optional<Path> env) {

    static Tools ofServer() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    static Tools find(String searchPath) {
        List<String> folders = Stream.concat(
                        Stream.of("/usr/bin", "/bin"), Stream.of(searchPath.split(File.pathSeparator, -1)))
                .filter(folder -> folder.startsWith("/"))
                .toList();
        return new Tools(
                find("sh", folders),
                find("setsid", folders),
                find("ln", folders),
                find("sleep", folders),
                find("sync", folders),
                Optional.of(find("env", folders)).filter(Tools::resetsSignals));
    }

    /** GNU's does since 8.31; that of BusyBox does not. */
    private static boolean resetsSignals(Path env) {
        try {
            return new ProcessBuilder(env.toString(), "--default-signal", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What goes before a program that shall have a session of its own and hear every signal: a server that was started
     * by {@code nohup} or with {@code &} in a script ignores some, and what is ignored is ignored by all descendants,
     * who cannot tell, and then a polite end by INT would never come.
     */
    List<String> inNewSession() {
        List<String> words = new ArrayList<>();
        env.ifPresent(path -> words.addAll(List.of(path.toString(), "--default-signal")));
        words.add(setsid.toString());
        return words;
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
        return Stream.of(sh, setsid, ln, sleep, sync)
                .filter(tool -> !Files.isExecutable(tool))
                .map(tool -> tool.getFileName().toString())
                .toList();
    }
}
