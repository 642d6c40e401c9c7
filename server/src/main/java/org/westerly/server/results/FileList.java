package org.westerly.server.results;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.RunFolder;
import org.westerly.server.results.WalkFiles.End;
import org.westerly.server.run.Run;

/**
 * The list of what a run has left, in a folder with one file for each kind: a line for each of its files with size, time
 * and place. It gets its name only once it is whole, so that a list that is there is all of it.
 */
final class FileList {

    private static final String CUT = "cut";

    private final Path folder;

    private FileList(Path folder) {
        this.folder = folder;
    }

    /** The list, if there is one. */
    static Optional<FileList> of(RunFolder run) {
        Path folder = run.listing();
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new FileList(folder))
                : Optional.empty();
    }

    /** Makes it, in the place of an older one. Nothing of the run may be alive. */
    static void make(Run run, RunFolder folder, CollectFiles collect) throws IOException {
        Path unfinished = folder.listing().resolveSibling("listing.new");
        DeleteTree.below(unfinished);
        try {
            Files.createDirectory(unfinished); // Fails on a link that a task has put there.
            write(run, collect, unfinished);
            DeleteTree.below(folder.listing());
            Files.move(unfinished, folder.listing(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // Half of it is of no use to anybody, and the disk may be full of it.
            DeleteTree.below(unfinished);
        }
    }

    private static void write(Run run, CollectFiles collect, Path folder) throws IOException {
        for (FileKind kind : FileKind.values()) {
            End end;
            try (BufferedWriter lines = Files.newBufferedWriter(file(folder, kind), StandardOpenOption.CREATE_NEW)) {
                end = collect.visit(run, kind, (file, _) -> {
                    lines.write(file.size() + " " + file.modified().toEpochMilli() + " " + file.place() + "\n");
                    return true;
                });
            }
            if (end == End.TOO_MANY) {
                Files.writeString(folder.resolve(CUT), "", StandardOpenOption.CREATE);
            }
        }
    }

    private static Path file(Path folder, FileKind kind) {
        return folder.resolve(kind.word());
    }

    /** Leaves the files of one kind out from now on, as there are none any more. */
    void leaveOut(FileKind kind) throws IOException {
        Files.deleteIfExists(file(folder, kind));
    }

    /** The checksums of the files of one kind. */
    Path checksums(FileKind kind) {
        return folder.resolve(kind.word() + ".sha256");
    }

    boolean cut() {
        return Files.exists(folder.resolve(CUT));
    }

    /** Is shown each file and where it stands. */
    @FunctionalInterface
    interface Visitor {
        boolean file(ResultFile file, Place place) throws IOException;
    }

    /**
     * The files of one kind, from a place on. Of a kind whose part of the list was removed, with the files themselves, there
     * are none.
     *
     * @return false when the visitor had enough
     */
    boolean visit(FileKind kind, Place from, Visitor visitor) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(file(folder, kind), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream lines = new BufferedInputStream(
                        Channels.newInputStream(channel.position(Math.max(0, from.offset()))), 1 << 16)) {
            long offset = Math.max(0, from.offset());
            long index = from.offset() < 0 ? 0 : from.index();
            for (String line = next(lines); line != null; line = next(lines)) {
                if (index >= from.index() && !visitor.file(parse(kind, line), new Place(kind, index, offset))) {
                    return false;
                }
                index++;
                offset += line.length() + 1L;
            }
            return true;
        } catch (NoSuchFileException removed) {
            return true;
        }
    }

    /** Lines are ASCII. */
    private static @Nullable String next(InputStream lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int octet = lines.read(); octet != '\n'; octet = lines.read()) {
            if (octet < 0) {
                return null;
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static ResultFile parse(FileKind kind, String line) throws IOException {
        String[] words = line.split(" ", 3);
        try {
            return new ResultFile(
                    kind, words[2], Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])), null);
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            throw new IOException("the list of a run's files is damaged", damaged);
        }
    }
}
