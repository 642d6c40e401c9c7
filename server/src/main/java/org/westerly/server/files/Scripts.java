package org.westerly.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

/**
 * Files that say how they are run. Neither uploads nor the web carry permissions, and workflows call their scripts by name
 * (those in Nextflow's {@code bin}, say).
 */
public final class Scripts {

    private static final byte[] MARK = "#!".getBytes(StandardCharsets.US_ASCII);

    private Scripts() {}

    /** Lets the server's user run {@code file}, if it begins with {@code #!}. */
    public static void makeExecutable(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            if (!Arrays.equals(content.readNBytes(MARK.length), MARK)) {
                return;
            }
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        Files.setPosixFilePermissions(file, permissions);
    }
}
