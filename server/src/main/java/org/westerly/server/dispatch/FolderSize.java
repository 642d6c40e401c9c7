package org.westerly.server.dispatch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many bytes the files in some folders have, links not followed and a file with several names counted once. */
final class FolderSize extends SimpleFileVisitor<Path> {

    private final long enough;
    private final Set<Object> seen = new HashSet<>();
    private long bytes;

    private FolderSize(long enough) {
        this.enough = enough;
    }

    /**
     * What comes and goes while it counts may be in or not.
     *
     * @param enough where the counting stops: the answer is exact below, and more than this above
     */
    static long of(List<Path> folders, long enough) throws IOException, InterruptedException {
        FolderSize size = new FolderSize(enough);
        for (Path folder : folders) {
            Files.walkFileTree(folder, size);
            if (Thread.interrupted()) {
                throw new InterruptedException("stopping while a run's files were measured");
            }
        }
        return size.bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && isNew(file, attributes)) {
            bytes += attributes.size();
        }
        return bytes > enough || Thread.currentThread().isInterrupted()
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
    }

    /** Only files that have several names are remembered: there may be millions of the others. */
    private boolean isNew(Path file, BasicFileAttributes attributes) {
        try {
            return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1
                    || seen.add(String.valueOf(attributes.fileKey()));
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
