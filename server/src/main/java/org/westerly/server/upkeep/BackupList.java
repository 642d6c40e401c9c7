package org.westerly.server.upkeep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.EncodedPath;

/**
 * What a folder of a backup holds: a line for each file with its SHA-256 and its percent-encoded path; for a link, {@code @} and
 * the SHA-256 of where it leads.
 */
record BackupList(Map<String, String> digests) {

    private static final String LINK = "@";

    static final BackupList NONE = new BackupList(Map.of());

    /** As it was written; {@link #NONE} where there is none. */
    static BackupList read(Path file) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                int space = line.indexOf(' ');
                if (space < 0) {
                    throw new IOException("the list " + file + " is damaged");
                }
                digests.put(line.substring(space + 1), line.substring(0, space));
            }
        } catch (NoSuchFileException absent) {
            return NONE;
        }
        return new BackupList(digests);
    }

    /** What a file was copied with; null when it is not in the list. */
    @Nullable
    String digest(Path relative) {
        String digest = digests.get(EncodedPath.of(relative));
        return digest == null || digest.startsWith(LINK) ? null : digest;
    }

    static String file(String digest, Path relative) {
        return digest + " " + EncodedPath.of(relative);
    }

    static String link(Path leads, Path relative) {
        return leadsTo(leads) + " " + EncodedPath.of(relative);
    }

    static String leadsTo(Path leads) {
        return LINK + HexFormat.of().formatHex(sha256().digest(leads.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Of a file's bytes. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (var bytes = Files.newInputStream(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            byte[] piece = new byte[1 << 20];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
