package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A cgroup v2 with all below it. What was started in it is in it for good, whatever session, environment and parent it
 * has given itself; see cgroups(7).
 *
 * @param folder what the kernel shows it as; gone once it was removed, and then nothing is in it
 */
record Cgroup(Path folder) {

    /** Whoever writes its own number there is in it. */
    Path gate() {
        return folder.resolve("cgroup.procs");
    }

    /** The numbers of the processes in it, but those of machines within this one, which have none here. */
    List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        lines("cgroup.procs").map(Long::valueOf).filter(pid -> pid > 0).forEach(found::add);
        for (Cgroup inner : inner()) {
            found.addAll(inner.processes());
        }
        return found;
    }

    /** Is anything alive in it or below? Zombies do not count. */
    boolean populated() throws IOException {
        return lines("cgroup.events").anyMatch("populated 1"::equals);
    }

    /** KILL to all at once, so that nothing can be started in between. Before Linux 5.14 it does nothing. */
    void kill() throws IOException {
        Path file = folder.resolve("cgroup.kill");
        try {
            if (Files.exists(file)) {
                Files.writeString(file, "1");
            }
        } catch (IOException e) {
            unlessGone(e);
        }
    }

    /**
     * Removes it with all that a job has made below it. What is alive in it keeps it; and one that stays for another
     * reason does no harm, and is cleared away by the next server.
     */
    void remove() {
        try {
            inner().forEach(Cgroup::remove);
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            // Nobody is held up by an empty folder.
        }
    }

    List<Cgroup> inner() throws IOException {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(folder, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            List<Cgroup> found = new ArrayList<>();
            folders.forEach(path -> found.add(new Cgroup(path)));
            return found;
        } catch (DirectoryIteratorException e) {
            unlessGone(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            unlessGone(e);
        }
        return List.of();
    }

    private Stream<String> lines(String file) throws IOException {
        try {
            return Files.readString(folder.resolve(file)).lines();
        } catch (IOException e) {
            unlessGone(e);
            return Stream.empty();
        }
    }

    /** The kernel says ENODEV when it is removed between the opening and the reading. */
    private void unlessGone(IOException fault) throws IOException {
        if (!(fault instanceof NoSuchFileException) && !Files.notExists(folder)) {
            throw fault;
        }
    }
}
