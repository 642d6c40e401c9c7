package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the processes of this machine, as {@code /proc} shows them. */
public final class Processes {

    private Processes() {}

    /** A zombie is dead: where nobody collects orphans, killed ones stay in the table for ever. */
    public static boolean alive(long pid) {
        String stat = read(pid, "stat");
        return !stat.isEmpty() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    }

    /** What the process was started with; empty when it is gone. */
    public static String environment(long pid) {
        return read(pid, "environ");
    }

    /** The command lines of what lives of a run: all that carries its id there or in its environment. */
    public static List<String> of(String run) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid ->
                        environment(pid).contains(run) || read(pid, "cmdline").contains(run))
                .filter(Processes::alive)
                .map(pid -> read(pid, "cmdline").replace('\0', ' '))
                .toList();
    }

    /** Sends a signal, named as in {@code STOP}. */
    public static void signal(String signal, long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("no " + signal + " to " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
