package org.westerly.server.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The operator's switch: a file in the data folder. Whoever may write there may pause the server, running or not, and
 * nobody else; a pause outlives the process. It is looked at whenever something is about to start.
 */
public final class PauseFile implements Gate {

    private static final String NAME = "queue-state";

    private final Path file;

    /** What was read last: a folder that cannot be read for a moment changes nothing. */
    private volatile Flow known = Flow.OPEN;

    public PauseFile(Path dataFolder) {
        this.file = dataFolder.resolve(NAME);
    }

    public Flow flow() {
        try {
            known = read(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            known = Flow.OPEN;
        } catch (IOException unreadable) {
            // As it was.
        }
        return known;
    }

    /** Whatever somebody wrote there by hand was meant to stop something. */
    private static Flow read(String word) {
        return word.equals("draining") ? Flow.DRAINING : Flow.PAUSED;
    }

    /** Replaces what is there in one step. */
    public void set(Flow flow) throws IOException {
        switch (flow) {
            case OPEN -> Files.deleteIfExists(file);
            case PAUSED -> write("paused");
            case DRAINING -> write("draining");
        }
    }

    private void write(String word) throws IOException {
        Path next = Files.writeString(file.resolveSibling(NAME + ".new"), word + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A server that was drained was to be stopped, and now it is started again. A pause stays. */
    public void started() throws IOException {
        if (flow() == Flow.DRAINING) {
            set(Flow.OPEN);
        }
    }

    @Override
    public Optional<String> shut() {
        return switch (flow()) {
            case OPEN -> Optional.empty();
            case PAUSED -> Optional.of("the server is paused: its operator lets nothing start");
            case DRAINING ->
                Optional.of("the server is being drained: it starts nothing until it is resumed or started anew");
        };
    }
}
