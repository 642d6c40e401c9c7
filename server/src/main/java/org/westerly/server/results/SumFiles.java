package org.westerly.server.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Run;

/** Computes the checksums of a run's outputs, one file after the other, from where it was left off. */
final class SumFiles {

    private static final int PIECE = 4 << 20;

    private final CollectFiles collect;
    private final Pace pace;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);

    /** Of one thread. */
    SumFiles(CollectFiles collect, Pace pace) {
        this.collect = collect;
        this.pace = pace;
    }

    /** Does nothing where no list is, or no checksum is missing. */
    void sum(Run run, RunFolder folder) throws IOException, InterruptedException {
        Optional<FileList> list = FileList.of(folder);
        if (list.isEmpty()) {
            return;
        }
        Path outputs = collect.traces(run).outputs();
        for (FileKind kind : FileKind.values()) {
            if (kind.summed()) {
                sum(folder, outputs, list.get(), kind);
            }
        }
    }

    private void sum(RunFolder folder, Path outputs, FileList list, FileKind kind)
            throws IOException, InterruptedException {
        boolean[] stopped = {false};
        try (Checksums checksums = Checksums.open(list.checksums(kind))) {
            list.visit(kind, new Place(kind, checksums.count(), -1), (file, _) -> {
                try {
                    checksums.add(digest(folder, outputs, file));
                    return true;
                } catch (InterruptedException stop) {
                    stopped[0] = true;
                    return false;
                }
            });
        }
        if (stopped[0]) {
            throw new InterruptedException("stopping");
        }
    }

    /** Null when the file is not what was listed. */
    private byte @Nullable [] digest(RunFolder folder, Path outputs, ResultFile file)
            throws IOException, InterruptedException {
        Optional<Path> real =
                EncodedPath.read(file.place()).flatMap(relative -> Containment.file(folder, outputs, relative));
        if (real.isEmpty()) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(real.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = sha256();
            long begin = System.nanoTime();
            for (int read = channel.read(piece.clear()); read >= 0; read = channel.read(piece.clear())) {
                digest.update(piece.flip());
                pace.rest(System.nanoTime() - begin);
                begin = System.nanoTime();
            }
            return isSame(file, real.get()) ? digest.digest() : null;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private static boolean isSame(ResultFile listed, Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return now.size() == listed.size()
                && now.lastModifiedTime().toMillis() == listed.modified().toEpochMilli();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
