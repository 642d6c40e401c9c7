package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of the server's own for programs that read files only. Their folder is named by their content: a newer server
 * brings a new folder, and an engine that is still running keeps the files it was started with.
 *
 * @param executable whether they are programs
 */
record UnpackFiles(String name, Map<String, byte[]> files, boolean executable) {

    UnpackFiles {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Where they are, or would be. */
    Path place(Path parent) {
        return parent.resolve(name + "-" + digest());
    }

    Path unpack(Path parent) throws IOException {
        Path folder = Files.createDirectories(place(parent));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    /** By rename, so that neither a crash nor a second server can leave half a file. */
    private void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Files.size(file) == content.length) {
            return;
        }
        Path unfinished = Files.createTempFile(file.getParent(), ".", ".part");
        try {
            Files.write(unfinished, content);
            Files.setPosixFilePermissions(
                    unfinished, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((file, content) -> {
                digest.update((file + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
