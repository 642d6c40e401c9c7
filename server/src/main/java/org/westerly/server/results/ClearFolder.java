package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.OpenFolder;

/**
 * Clears one folder of a run of its working files. Unlike whoever shows files it follows no link: what it leads to may be an
 * input or an output.
 */
final class ClearFolder {

    private final Path top;
    private final Path outputs;
    private final Predicate<Path> goes;
    private final BooleanSupplier stop;
    private @Nullable IOException first;
    private int failures;
    private boolean stopped;

    /**
     * @param outputs a folder that is left alone where it lies below {@code top}
     * @param goes which of the other files are to go
     */
    ClearFolder(Path top, Path outputs, Predicate<Path> goes, BooleanSupplier stop) {
        this.top = top;
        this.outputs = outputs;
        this.goes = goes;
        this.stop = stop;
    }

    /** Is shown each file that is to go. */
    @FunctionalInterface
    interface Visitor {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /** Shows them, and changes nothing. */
    void visit(Visitor visitor) throws IOException {
        walk(new Walk() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && goes.test(file)) {
                    visitor.file(file, attributes);
                }
                return next();
            }
        });
    }

    /**
     * Removes them, then what they leave behind.
     *
     * @throws IOException the first reason why some are left
     */
    void clear() throws IOException, InterruptedException {
        walk(new Walk() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                FileVisitResult result = super.preVisitDirectory(folder, attributes);
                if (result == FileVisitResult.CONTINUE) {
                    attempt(() -> OpenFolder.forOwner(folder));
                }
                return result;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && goes.test(file)) {
                    attempt(() -> Files.deleteIfExists(file));
                }
                return next();
            }

            // A folder that cannot be read is met here, before it could be opened.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && OpenFolder.forOwner(file)) {
                    Files.walkFileTree(file, this);
                } else if (!(failure instanceof NoSuchFileException)) {
                    failed(failure);
                }
                return next();
            }
        });
        walk(new Tidy());
        if (stopped) {
            throw new InterruptedException("stopping while working files were removed");
        }
        if (first != null) {
            throw new IOException(failures + " working files or folders could not be removed", first);
        }
    }

    private void walk(Walk walk) throws IOException {
        if (!stopped) {
            Files.walkFileTree(top, walk);
        }
    }

    private interface Deed {
        boolean act() throws IOException;
    }

    private void attempt(Deed deed) {
        try {
            var _ = deed.act();
        } catch (IOException failure) {
            failed(failure);
        }
    }

    private void failed(IOException failure) {
        failures++;
        if (first == null) {
            first = failure;
        }
    }

    private FileVisitResult next() {
        stopped |= stop.getAsBoolean();
        return stopped ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    /** Everything but the outputs. */
    private class Walk extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.startsWith(outputs) ? FileVisitResult.SKIP_SUBTREE : next();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
            return next();
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return next();
        }
    }

    /** Links that led to what is gone, and folders with nothing left in them. */
    private final class Tidy extends Walk {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink() && !Files.exists(file)) {
                attempt(() -> staysInside(file) && Files.deleteIfExists(file));
            }
            return next();
        }

        /** Where a link leads out of the folder, its disk may not be mounted. */
        private boolean staysInside(Path link) throws IOException {
            Path above = link.getParent();
            return above != null
                    && above.resolve(Files.readSymbolicLink(link)).normalize().startsWith(top);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (!folder.equals(top) && !outputs.startsWith(folder)) {
                attempt(() -> deleteIfEmpty(folder));
            }
            return next();
        }

        private static boolean deleteIfEmpty(Path folder) throws IOException {
            try {
                return Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException kept) {
                return false;
            }
        }
    }
}
