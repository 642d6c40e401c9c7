package org.westerly.server.engine.configured;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.definition.EngineDefinition;

/**
 * Puts the files that come with a definition where the engine can read them. The folder is named by their content: a
 * newer server brings a new folder, and an engine that is still running keeps the files it was started with.
 */
final class UnpackResources {

    /** What shims in Python share, beside every definition's own files. */
    private static final List<String> SHARED =
            List.of("task_events.py", "guarded_fetch.py", "cwl_tasks.py", "cwl_fetch.py", "wdl_tasks.py");

    private UnpackResources() {}

    static Path of(EngineDefinition definition, Path parent) throws IOException {
        Map<String, byte[]> files = files(definition);
        Path folder = place(definition, files, parent);
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    /** Where they would be unpacked. */
    static Path place(EngineDefinition definition, Path parent) throws IOException {
        return place(definition, files(definition), parent);
    }

    private static Path place(EngineDefinition definition, Map<String, byte[]> files, Path parent) {
        return parent.resolve(definition.name() + "-" + digest(files));
    }

    private static Map<String, byte[]> files(EngineDefinition definition) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : SHARED) {
            files.put(name, shared(name));
        }
        for (String name : definition.bundle().resources()) {
            try (InputStream stream = definition.bundle().source().open(name)) {
                files.put(name, stream.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] shared(String name) throws IOException {
        try (InputStream stream = UnpackResources.class.getResourceAsStream("/engines/python/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException("engines/python/" + name + " is not part of this server");
            }
            return stream.readAllBytes();
        }
    }

    /** By rename, so that neither a crash nor a second server can leave half a file. */
    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Files.size(file) == content.length) {
            return;
        }
        Path unfinished = Files.createTempFile(file.getParent(), ".", ".part");
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                digest.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
