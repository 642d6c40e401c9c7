package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the folder of the cgroup v2 that the server itself is in, by what proc(5) says of {@code cgroup} and
 * {@code mountinfo}: where the hierarchy is mounted differs, and in a container only a part of it may be.
 */
final class FindCgroup {

    private FindCgroup() {}

    /** @throws IOException with the reason, when it cannot be reached */
    static Path own(List<String> cgroup, List<String> mountinfo) throws IOException {
        Path within = Path.of(cgroup.stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("this kernel has no cgroups of version 2")));
        IOException fault = new IOException("no cgroup file system of version 2 is mounted");
        for (String line : mountinfo) {
            // "41 31 0:38 root place options optional… - type source options", however many the optional ones are.
            int dash = line.indexOf(" - ");
            if (dash < 0 || !line.substring(dash + 3).startsWith("cgroup2 ")) {
                continue;
            }
            String[] fields = line.substring(0, dash).split(" ", -1);
            Path root = Path.of(unescape(fields[3]));
            if (!within.startsWith(root) || within.toString().contains("/..")) {
                fault = new IOException("the server's cgroup is not below the mounted ones");
            } else if (List.of(fields[5].split(",", -1)).contains("ro")) {
                fault = new IOException("the cgroup file system is mounted read-only");
            } else {
                return Path.of(unescape(fields[4]))
                        .resolve(root.relativize(within).toString());
            }
        }
        throw fault;
    }

    /** Blanks and their like are written as three octal digits. */
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
