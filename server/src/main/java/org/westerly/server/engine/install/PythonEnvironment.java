package org.westerly.server.engine.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An engine written in Python, in an environment of its own. */
record PythonEnvironment(Tool tool) {

    private static final String APT = "on Debian or Ubuntu: apt-get install python3 python3-venv";

    /** @param folder where the environment will be moved to from {@code unfinished} */
    void make(List<String> packages, Path unfinished, Path folder)
            throws IOException, InterruptedException, InstallFailedException {
        Path python =
                tool.find("python3").orElseThrow(() -> new InstallFailedException("python3 is not in PATH; " + APT));
        tool.run(
                List.of(python.toString(), "-m", "venv", unfinished.toString()),
                Map.of(),
                "python3 -m venv failed; " + APT);
        List<String> install = Stream.concat(
                        Stream.of(unfinished.resolve("bin/python").toString(), "-m", "pip", "install", "--compile"),
                        packages.stream())
                .toList();
        tool.run(
                install,
                Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1", "PIP_NO_INPUT", "1"),
                "pip could not install " + String.join(", ", packages)
                        + "; it needs a package index that can be reached, and Python 3.10 or newer:");
        rename(unfinished, folder);
    }

    /** The scripts name their interpreter by its whole path, which is about to change. */
    private static void rename(Path unfinished, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(unfinished.resolve("bin"))) {
            for (Path file : files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                String moved = text.replace(latin(unfinished), latin(folder));
                if (!moved.equals(text)) {
                    Files.writeString(file, moved, StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    /** The path's bytes as one character each, so that files of any encoding come through unharmed. */
    private static String latin(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
