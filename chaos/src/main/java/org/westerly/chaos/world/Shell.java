package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of the system to their end. */
final class Shell {

    private Shell() {}

    /** What it said; fails when it ends with anything but 0. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(List.of(command) + " ended with " + code + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(List.of(command) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Does it end with 0? */
    static boolean works(String... command) {
        try {
            String _ = run(command);
            return true;
        } catch (IllegalStateException no) {
            return false;
        }
    }
}
