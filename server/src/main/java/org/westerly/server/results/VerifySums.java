package org.westerly.server.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;

/** Reads a run's outputs again, and compares them with the checksums that were recorded. */
public final class VerifySums {

    private static final int PIECE = 1 << 20;

    private final UsedEngines engines;
    private final CollectFiles collect;

    public VerifySums(UsedEngines engines, RunFolders folders) {
        this.engines = engines;
        this.collect = new CollectFiles(engines, folders);
    }

    /**
     * Reads what has a checksum.
     *
     * @param wrong told each file that is not what it was, in words
     * @return false when it cannot be told, since the engine that knows where the outputs are is not installed
     */
    public boolean verify(Run run, RunFolder folder, Consumer<String> wrong) throws IOException {
        Optional<FileList> list = FileList.of(folder);
        if (list.isEmpty()) {
            return true;
        }
        if (engines.of(run.engine()).isEmpty()) {
            return false;
        }
        Path outputs = collect.traces(run).outputs();
        for (FileKind kind : FileKind.values()) {
            if (kind.summed()) {
                Path sums = list.get().checksums(kind);
                var _ = list.get().visit(kind, new Place(kind, 0, 0), (file, place) -> {
                    String known = Checksums.read(sums, place.index(), 1).getFirst();
                    if (known != null) {
                        compare(file, known, digest(folder, outputs, file), wrong);
                    }
                    return true;
                });
            }
        }
        return true;
    }

    private static void compare(ResultFile file, String known, @Nullable String now, Consumer<String> wrong) {
        if (now == null) {
            wrong.accept("its " + file.kind().word() + " " + file.place() + " is not there any more");
        } else if (!now.equals(known)) {
            wrong.accept("its " + file.kind().word() + " " + file.place() + " has SHA-256 " + now + ", recorded was "
                    + known);
        }
    }

    private static @Nullable String digest(RunFolder folder, Path outputs, ResultFile file) throws IOException {
        Optional<Path> real =
                EncodedPath.read(file.place()).flatMap(relative -> Containment.file(folder, outputs, relative));
        if (real.isEmpty()) {
            return null;
        }
        try (InputStream bytes = Files.newInputStream(real.get(), LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                digest.update(piece, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchFileException gone) {
            return null;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
