package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The processes of this machine, as {@code /proc} shows them. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /**
     * One that is alive.
     *
     * @param command its arguments, separated by blanks
     */
    public record Living(long pid, String command) {}

    /** Those that have the text in their arguments, their environment or their working folder; never this one. */
    public static List<Living> of(String text, Set<Long> but) {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != self && !but.contains(pid) && belongs(pid, text) && alive(pid))
                .map(pid ->
                        new Living(pid, read(pid, "cmdline").replace('\0', ' ').strip()))
                .toList();
    }

    private static boolean belongs(long pid, String text) {
        return read(pid, "cmdline").contains(text)
                || read(pid, "environ").contains(text)
                || folder(pid).contains(text);
    }

    /** A zombie is dead: where nobody collects orphans, killed ones stay in the table for ever. */
    static boolean alive(long pid) {
        String stat = read(pid, "stat");
        return !stat.isEmpty() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    }

    static void signal(String name, long pid) {
        // One that is gone by now is not missed.
        boolean _ = Shell.works("kill", "-" + name, Long.toString(pid));
    }

    private static String folder(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve("cwd"))
                    .toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(pid)).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
