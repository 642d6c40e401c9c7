package org.westerly.server.engine.parameters;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The files that a parameter may name.
 *
 * @param attachments relative names
 */
public record KnownFiles(Set<String> attachments) {

    public KnownFiles {
        attachments = Set.copyOf(attachments);
    }

    boolean has(String name) {
        if (!name.startsWith("/")) {
            return attachments.contains(name.startsWith("./") ? name.substring(2) : name);
        }
        try {
            return Files.isReadable(Path.of(name));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
