package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A value in a file that the agent in one server follows. */
final class Dial {

    private final String name;
    private final Path file;

    private Dial(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /**
     * One that stands at {@code value}.
     *
     * @param name as the agent knows it
     */
    static Dial make(String name, Path file, String value) throws IOException {
        Dial dial = new Dial(name, file);
        dial.turn(value);
        return dial;
    }

    /** What the server's Java is told. */
    String flag(Path agent) {
        return "-javaagent:" + agent + "=" + name + "=" + file;
    }

    void turn(String value) throws IOException {
        // In one piece: it is read at any time.
        Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), value);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
