package org.westerly.nextflow;

import groovy.json.JsonOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The event file. One write per line, so that a kill leaves at most half of one. */
final class EventFile {

    private final FileChannel channel;
    private boolean healthy = true;

    EventFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A full disk costs the task records; about itself the run decides alone. */
    synchronized void write(Map<String, Object> event) {
        try {
            ByteBuffer line = ByteBuffer.wrap((JsonOutput.toJson(event) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            if (healthy) {
                healthy = false;
                System.err.println("WARN: task events are lost: " + e.getMessage());
            }
        }
    }
}
