package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cgroups of jobs and hooks: {@code westerly-PID-START/NAME} below the server's own, or below one that was
 * configured. The folder in between is the server's, told apart from every other that has had its number; so servers
 * beside each other leave each other's alone, and a later one clears away what a dead one has left.
 */
public final class Cgroups {

    private static final Pattern HOME = Pattern.compile("westerly-(\\d{1,18})-(\\d{1,18})");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    /** Another server may take the folder of this one for a dead one's; not again and again. */
    private static final int TRIES = 3;

    /** The folder of this process comes and goes: by one at a time, also where a test has several of these. */
    private static final Object HOME_LOCK = new Object();

    private final Optional<Path> root;
    private final String home;
    private final String note;
    private final CgroupTrouble trouble;

    private Cgroups(Optional<Path> root, String home, String note, CgroupTrouble trouble) {
        this.root = root;
        this.home = home;
        this.note = note;
        this.trouble = trouble;
    }

    /** Jobs get none, and are found by their sessions and marks. */
    public static Cgroups none() {
        return unusable("executor.cgroup is off");
    }

    private static Cgroups unusable(String why) {
        return new Cgroups(Optional.empty(), "", why, new CgroupTrouble(_ -> {}));
    }

    /**
     * Tries whether cgroups can be used, and clears away those of dead servers if so.
     *
     * @param setting {@code auto}, {@code off}, or the folder of the cgroup below which they shall be
     * @param tell hears why jobs have to do without from now on, and of nothing when that is over
     */
    public static Cgroups of(String setting, Consumer<Optional<String>> tell) throws InterruptedException {
        return setting.equals("off") ? none() : of(setting, new CgroupTrouble(tell));
    }

    private static Cgroups of(String setting, CgroupTrouble trouble) throws InterruptedException {
        ProcessTable table = new ProcessTable(ProcessTable.PROC);
        Path self = ProcessTable.PROC.resolve("self");
        try {
            Path root = setting.equals("auto")
                    ? FindCgroup.own(
                            Files.readAllLines(self.resolve("cgroup")), Files.readAllLines(self.resolve("mountinfo")))
                    : Path.of(setting);
            if (!Files.exists(root.resolve("cgroup.procs"))) {
                return unusable(root + " is no cgroup of version 2");
            }
            ProcessTable.Entry server = table.find(ProcessHandle.current().pid())
                    .orElseThrow(() -> new IOException("/proc does not show the server itself"));
            String home = "westerly-" + server.pid() + "-" + server.start();
            synchronized (HOME_LOCK) {
                TryCgroup.in(root.resolve(home));
            }
            Cgroups cgroups = new Cgroups(Optional.of(root), home, "below " + root, trouble);
            cgroups.clear(table);
            return cgroups;
        } catch (IOException e) {
            return unusable(TryCgroup.reason(e));
        }
    }

    public boolean usable() {
        return root.isPresent();
    }

    /** Where they are, or why there are none; for the operator. */
    public String note() {
        return note;
    }

    /** What jobs do without, now or always, and what that means; for anybody to read. */
    public Optional<String> lack() {
        if (usable()) {
            return trouble.now().map(_ -> "cgroups, for now: jobs are kept together by session and mark alone");
        }
        return Optional.of("cgroups: jobs are kept together by session and mark alone");
    }

    /**
     * A new one; empty where there are none, or where no more can be made: then the session and the mark have to do.
     * Whoever starts something in it says afterwards whether it {@link #entered}.
     */
    Optional<Cgroup> make(String name) {
        if (root.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(make(root.get().resolve(home), name));
        } catch (IOException e) {
            trouble.begins(TryCgroup.reason(e));
            return Optional.empty();
        }
    }

    private static Cgroup make(Path server, String name) throws IOException {
        synchronized (HOME_LOCK) {
            for (int again = TRIES - 1; ; again--) {
                try {
                    makeOne(server);
                    makeOne(server.resolve(name));
                    return new Cgroup(server.resolve(name));
                } catch (NoSuchFileException e) {
                    if (again == 0) {
                        throw e;
                    }
                }
            }
        }
    }

    private static void makeOne(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException there) {
            // By an earlier job of this server.
        }
        if (!Files.exists(folder.resolve("cgroup.events"))) {
            if (!Files.deleteIfExists(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            throw new IOException(folder.getParent() + " is no cgroup of version 2 any more");
        }
    }

    /** What was started in a new one is in it, or it is not. */
    void entered(boolean inside) {
        if (inside) {
            trouble.isOver();
        } else {
            trouble.begins("a job could not enter its cgroup");
        }
    }

    /** Those of that name, of servers before this one too. */
    List<Cgroup> find(String name) throws IOException {
        List<Cgroup> found = new ArrayList<>();
        for (Cgroup server : homes()) {
            Cgroup wanted = new Cgroup(server.folder().resolve(name));
            if (Files.exists(wanted.gate())) {
                found.add(wanted);
            }
        }
        return found;
    }

    /** All of them in which something is alive, of servers before this one too, by name. */
    Set<String> populated() throws IOException {
        Set<String> names = new HashSet<>();
        for (Cgroup server : homes()) {
            for (Cgroup group : server.inner()) {
                if (group.populated()) {
                    names.add(group.folder().getFileName().toString());
                }
            }
        }
        return names;
    }

    /** Those of such names, of servers before this one too. */
    List<Cgroup> find(Predicate<String> name) throws IOException {
        List<Cgroup> found = new ArrayList<>();
        for (Cgroup server : homes()) {
            server.inner().stream()
                    .filter(group -> name.test(group.folder().getFileName().toString()))
                    .forEach(found::add);
        }
        return found;
    }

    /** A name for the one of a job or hook that is told from the others by these words. */
    static String name(String... words) {
        return UNSAFE.matcher(String.join("-", words)).replaceAll("_");
    }

    /** Could it be one of ours with this name? Whatever a file says, nothing else is ever killed. */
    static boolean ours(Path folder, String name) {
        Path above = folder.getParent();
        Path server = above == null ? null : above.getFileName();
        return folder.isAbsolute()
                && folder.equals(folder.normalize())
                && folder.endsWith(name)
                && server != null
                && HOME.matcher(server.toString()).matches();
    }

    /** Removes one that is not needed any more, and the folder of a dead server with its last. */
    void remove(Cgroup group) {
        group.remove();
        Path above = group.folder().getParent();
        if (above != null && !above.endsWith(home)) {
            removeIfEmpty(new Cgroup(above));
        }
    }

    private List<Cgroup> homes() throws IOException {
        if (root.isEmpty()) {
            return List.of();
        }
        return new Cgroup(root.get())
                .inner().stream()
                        .filter(group -> HOME.matcher(
                                        group.folder().getFileName().toString())
                                .matches())
                        .toList();
    }

    /** What is still alive in one of a dead server's is a running job, which its run knows of: that stays. */
    private void clear(ProcessTable table) throws IOException {
        for (Cgroup server : homes()) {
            Matcher owner = HOME.matcher(server.folder().getFileName().toString());
            if (owner.matches() && !table.alive(Long.parseLong(owner.group(1)), Long.parseLong(owner.group(2)))) {
                for (Cgroup left : server.inner()) {
                    if (!left.populated()) {
                        left.remove();
                    }
                }
                removeIfEmpty(server);
            }
        }
    }

    /** The kernel removes none that holds others. */
    static void removeIfEmpty(Cgroup server) {
        try {
            Files.deleteIfExists(server.folder());
        } catch (IOException inUse) {
            // By jobs that outlive their server.
        }
    }

    /** The server lets go of its jobs, whose cgroups stay with them. */
    void close() {
        synchronized (HOME_LOCK) {
            root.ifPresent(above -> removeIfEmpty(new Cgroup(above.resolve(home))));
        }
    }
}
