package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine's processes, as Linux shows them below {@code /proc}; see proc(5). */
final class ProcessTable {

    /** Where Linux shows them. */
    static final Path PROC = Path.of("/proc");

    /** How all marks begin: of jobs, and of single commands. */
    private static final String MARKED = "WESTERLY_";

    private static final String BOOT_ID = "sys/kernel/random/boot_id";

    private final Path proc;
    private final SharedLook<ProcessView> looks;

    ProcessTable(Path proc) {
        this.proc = proc;
        this.looks = new SharedLook<>(() -> new ProcessView(all(), this::marks));
    }

    /**
     * One process.
     *
     * @param start in clock ticks since boot: with the pid, unique until the next boot
     * @param dead a zombie: ended, and only waiting to be asked about
     */
    record Entry(long pid, long parent, long session, long start, boolean dead) {

        static Entry parse(String stat) {
            // "123 (name) S 1 …": the name may hold blanks and brackets itself, so count from the last one.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Entry(
                    Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]),
                    fields[0].equals("Z") || fields[0].equals("X"));
        }
    }

    String bootId() throws IOException {
        return Files.readString(proc.resolve(BOOT_ID)).strip();
    }

    /** The process with this number now; empty when there is none. */
    Optional<Entry> find(long pid) throws IOException {
        try {
            return Optional.of(Entry.parse(text(pid, "stat")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // ESRCH, when it ended between the opening and the reading: it is gone if its folder is.
            if (Files.notExists(proc.resolve(Long.toString(pid)))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Is it the process that it was, and alive? */
    boolean alive(long pid, long start) throws IOException {
        return find(pid)
                .filter(entry -> entry.start() == start && !entry.dead())
                .isPresent();
    }

    /** All processes, looked at after this was called; perhaps the same look that others asked for. */
    ProcessView view() throws IOException {
        return looks.take();
    }

    private List<Entry> all() throws IOException {
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                find(Long.parseLong(folder.getFileName().toString())).ifPresent(found::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Does the environment it was started with name this folder, or something in it? */
    boolean isToldOf(Entry entry, Path folder) {
        String bytes = new String(folder.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return environment(entry).anyMatch(variable -> variable.contains(bytes));
    }

    /** Is it at work in this folder or below? Also when the folder has been removed since. */
    boolean worksIn(Entry entry, Path folder) {
        try {
            return Files.readSymbolicLink(
                            proc.resolve(Long.toString(entry.pid())).resolve("cwd"))
                    .startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** By what the process was marked in the environment that it was started with: variables with their values. */
    private Set<String> marks(Entry entry) {
        return environment(entry)
                .filter(variable -> variable.startsWith(MARKED))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<String> environment(Entry entry) {
        try {
            return Stream.of(text(entry.pid(), "environ").split("\0", -1));
        } catch (IOException e) {
            // Another user's process, or one that has just ended: neither is ours to signal.
            return Stream.empty();
        }
    }

    private String text(long pid, String file) throws IOException {
        // Not UTF-8: names and environments are bytes, and a malformed one must not hide a process.
        return new String(
                Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve(file)), StandardCharsets.ISO_8859_1);
    }
}
