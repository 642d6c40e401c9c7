package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Removes a folder with all that is in it, and as much of it as can be: folders that their owner may not write to are
 * opened first, since tasks make such, and what cannot be removed does not keep the rest. Links are removed, never
 * followed.
 */
final class RemoveTree extends SimpleFileVisitor<Path> {

    private @Nullable IOException first;
    private int failures;

    private RemoveTree() {}

    /**
     * Does nothing where there is nothing.
     *
     * @throws IOException the first reason why something is left
     * @throws InterruptedException when it was broken off
     */
    static void at(Path top) throws IOException, InterruptedException {
        RemoveTree removal = new RemoveTree();
        Files.walkFileTree(top, removal);
        if (Thread.interrupted()) {
            throw new InterruptedException("while a folder was removed");
        }
        if (removal.first != null) {
            throw new IOException(removal.failures + " of its files and folders could not be removed", removal.first);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        try {
            var _ = OpenFolder.forOwner(folder);
        } catch (IOException failure) {
            failed(failure);
        }
        return next();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        delete(file);
        return next();
    }

    /** A folder that cannot be read is met here, before it could be opened. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return next();
        }
        try {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && OpenFolder.forOwner(file)) {
                Files.walkFileTree(file, this);
                return next();
            }
        } catch (IOException stillClosed) {
            failure.addSuppressed(stillClosed);
        }
        failed(failure);
        return next();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
        int before = failures;
        if (failure != null) {
            failed(failure);
        }
        // With something left in it, it stays, and that is no news.
        if (before == 0 && failures == 0) {
            delete(folder);
        } else {
            deleteIfEmpty(folder);
        }
        return next();
    }

    private FileVisitResult next() {
        return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            failed(failure);
        }
    }

    private static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // What is in it was told already.
        }
    }

    private void failed(IOException failure) {
        failures++;
        if (first == null) {
            first = failure;
        }
    }
}
