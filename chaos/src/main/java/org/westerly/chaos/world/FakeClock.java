package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A wall clock that one server sees, by the agent. */
final class FakeClock {

    private final Path seconds;

    private FakeClock(Path seconds) {
        this.seconds = seconds;
    }

    /** @param seconds the file that the agent reads them from */
    static FakeClock make(Path seconds) throws IOException {
        FakeClock clock = new FakeClock(seconds);
        clock.shift(0);
        return clock;
    }

    /** What the server's Java is told. */
    String flag(Path agent) {
        return "-javaagent:" + agent + "=clock=" + seconds;
    }

    void shift(long by) throws IOException {
        // In one piece: it is read at any time.
        Path whole = Files.writeString(seconds.resolveSibling(seconds.getFileName() + ".new"), Long.toString(by));
        Files.move(whole, seconds, StandardCopyOption.ATOMIC_MOVE);
    }
}
