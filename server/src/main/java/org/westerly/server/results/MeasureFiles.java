package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.westerly.server.results.WorkingFiles.Amount;

/** How much would become free if files were removed. What comes and goes meanwhile may be counted or not. */
public final class MeasureFiles {

    private long files;
    private long bytes;

    /** Of everything in a folder, links not followed; nothing where there is none. */
    public static Amount below(Path top) throws IOException {
        MeasureFiles measure = new MeasureFiles();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                measure.add(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return measure.amount();
    }

    void add(Path file, BasicFileAttributes attributes) {
        files++;
        bytes += attributes.isRegularFile() && hasOneName(file) ? attributes.size() : 0;
    }

    /** Else another run, or a cache, may hold it under the other. */
    private static boolean hasOneName(Path file) {
        try {
            return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1;
        } catch (IOException gone) {
            return false;
        }
    }

    Amount amount() {
        return new Amount(files, bytes);
    }
}
