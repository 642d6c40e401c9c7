package org.westerly.server.upkeep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.westerly.server.files.DeleteTree;

/**
 * Makes one folder as another one is, and a list of what is in it. What is there already with the same size and time is not
 * copied again, and keeps the checksum that it was copied with. Links are copied as links; what is neither file, folder nor
 * link is left out.
 */
final class MirrorTree {

    private static final String HALF = ".westerly-copying";
    private static final int TRIES = 3;

    private final Path from;
    private final Path to;
    private final BackupList before;
    private final BufferedWriter list;
    private final Consumer<String> leftOut;
    private Predicate<Path> wanted = _ -> true;
    private long files;
    private long bytes;

    /**
     * A copy to be made.
     *
     * @param before the list that the last backup made
     * @param list gets the lines of the new one
     * @param leftOut told what could not be copied, in words
     */
    MirrorTree(Path from, Path to, BackupList before, BufferedWriter list, Consumer<String> leftOut) {
        this.from = from;
        this.to = to;
        this.before = before;
        this.list = list;
        this.leftOut = leftOut;
    }

    /** Only what has such names, at the top. */
    MirrorTree only(Predicate<Path> names) {
        wanted = names;
        return this;
    }

    MirrorTree make() throws IOException {
        folder(from, to);
        return this;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    private void folder(Path source, Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            DeleteTree.below(target);
            Files.createDirectories(target);
        }
        TreeSet<Path> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
            for (Path entry : entries) {
                if (!source.equals(from) || wanted.test(entry.getFileName())) {
                    names.add(entry.getFileName());
                }
            }
        } catch (AccessDeniedException closed) {
            leftOut.accept(source + " cannot be read");
        } catch (NoSuchFileException gone) {
            return;
        }
        try (DirectoryStream<Path> there = Files.newDirectoryStream(target)) {
            for (Path old : there) {
                if (!names.contains(old.getFileName())) {
                    DeleteTree.below(old);
                }
            }
        }
        for (Path name : names) {
            entry(source.resolve(name), target.resolve(name));
        }
        sync(target);
    }

    private void entry(Path source, Path target) throws IOException {
        try {
            BasicFileAttributes now = attributes(source);
            if (now.isDirectory()) {
                folder(source, target);
            } else if (now.isSymbolicLink()) {
                link(source, target);
            } else if (now.isRegularFile()) {
                file(source, target);
            }
        } catch (NoSuchFileException gone) {
            DeleteTree.below(target);
        } catch (AccessDeniedException closed) {
            leftOut.accept(source + " cannot be read");
        }
    }

    private void link(Path source, Path target) throws IOException {
        Path leads = Files.readSymbolicLink(source);
        if (!Files.isSymbolicLink(target) || !Files.readSymbolicLink(target).equals(leads)) {
            DeleteTree.below(target);
            Files.createSymbolicLink(target, leads);
        }
        list.write(BackupList.link(leads, to.relativize(target)) + "\n");
        files++;
    }

    private void file(Path source, Path target) throws IOException {
        Path relative = to.relativize(target);
        BasicFileAttributes now = attributes(source);
        String known = before.digest(relative);
        String digest = known != null && isSame(now, target) ? known : copied(source, target);
        list.write(BackupList.file(digest, relative) + "\n");
        files++;
        bytes += now.size();
    }

    private static boolean isSame(BasicFileAttributes source, Path target) throws IOException {
        try {
            BasicFileAttributes there = attributes(target);
            return there.isRegularFile()
                    && there.size() == source.size()
                    && there.lastModifiedTime().equals(source.lastModifiedTime());
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    private String copied(Path source, Path target) throws IOException {
        Path half = target.resolveSibling(HALF);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            DeleteTree.below(target);
        }
        for (int attempt = 1; ; attempt++) {
            PosixFileAttributes seen =
                    Files.readAttributes(source, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String digest = write(source, half);
            Files.setPosixFilePermissions(half, seen.permissions());
            Files.setLastModifiedTime(half, seen.lastModifiedTime());
            BasicFileAttributes after = attributes(source);
            boolean quiet =
                    after.size() == seen.size() && after.lastModifiedTime().equals(seen.lastModifiedTime());
            if (quiet || attempt == TRIES) {
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return digest;
            }
        }
    }

    private static String write(Path source, Path half) throws IOException {
        Files.deleteIfExists(half);
        try (InputStream reading = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS);
                FileChannel channel = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            DigestOutputStream writing = new DigestOutputStream(Channels.newOutputStream(channel), BackupList.sha256());
            reading.transferTo(writing);
            channel.force(true);
            return HexFormat.of().formatHex(writing.getMessageDigest().digest());
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
