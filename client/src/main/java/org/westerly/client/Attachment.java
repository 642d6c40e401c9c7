package org.westerly.client;

import java.nio.file.Path;

/**
 * A file that goes with a submission; it is streamed from the disk, whatever its size.
 *
 * @param name its relative name in the run's folder, with {@code /} between folders
 * @param file where it lies here
 */
public record Attachment(String name, Path file) {}
