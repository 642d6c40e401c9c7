package org.westerly.server.upkeep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;

/** Reads a backup again, every file of it, and compares it with what was written down when it was made. */
public final class CheckBackup {

    private final Path backup;
    private final Consumer<Finding> found;

    public CheckBackup(Path backup, Consumer<Finding> found) {
        this.backup = backup;
        this.found = found;
    }

    /** The manifest; empty when there is no whole backup. */
    public Optional<Manifest> check() throws IOException {
        Optional<Manifest> manifest = Manifest.read(backup);
        if (manifest.isEmpty()) {
            tell(Manifest.NAME, "is not there: the backup was not finished");
            return manifest;
        }
        Path store = Manifest.store(backup);
        if (!Files.isRegularFile(store)) {
            tell(store.getFileName().toString(), "is not there");
            return Optional.empty();
        }
        if (!BackupList.sha256(store).equals(manifest.get().store())) {
            tell(store.getFileName().toString(), "is not what was written");
        }
        if (!digest(backup).equals(manifest.get().lists())) {
            tell("lists", "are not what was written");
        }
        for (Path list : lists(backup)) {
            files(list, BackupList.read(list));
        }
        return manifest;
    }

    /** SHA-256 over all lists of a backup. */
    public static String digest(Path backup) throws IOException {
        MessageDigest digest = BackupList.sha256();
        for (Path list : lists(backup)) {
            String line = BackupList.sha256(list) + " " + backup.relativize(list) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> lists(Path backup) throws IOException {
        Path top = Manifest.lists(backup);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(top)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void files(Path list, BackupList written) throws IOException {
        Path top = backup.resolve(Manifest.lists(backup).relativize(list));
        for (Map.Entry<String, String> line : written.digests().entrySet()) {
            Path file = top.resolve(EncodedPath.read(line.getKey())
                            .orElseThrow(() -> new IOException("the list " + list + " is damaged")))
                    .normalize();
            String now = !file.startsWith(top) ? "" : now(file);
            if (!now.equals(line.getValue())) {
                tell(
                        backup.relativize(top) + "/" + line.getKey(),
                        now.isEmpty() ? "is not there" : "is not what was written");
            }
        }
        Set<String> known = new HashSet<>(written.digests().keySet());
        if (Files.isDirectory(top)) {
            List<Path> there;
            try (Stream<Path> walk = Files.walk(top)) {
                there = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .toList();
            }
            for (Path path : there) {
                if (!known.contains(EncodedPath.of(top.relativize(path)))) {
                    tell(backup.relativize(path).toString(), "was added");
                }
            }
        }
    }

    private static String now(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return BackupList.leadsTo(Files.readSymbolicLink(file));
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? BackupList.sha256(file) : "";
    }

    private void tell(String about, String what) {
        found.accept(new Finding(Check.BACKUP, about, what));
    }
}
