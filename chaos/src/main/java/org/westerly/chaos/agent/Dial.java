package org.westerly.chaos.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value that the harness keeps in a file. Rewritten methods find it in a property: they can see no class of ours. */
final class Dial {

    private static final long LOOK_MILLIS = 20;

    private Dial() {}

    /** Has the property follow the file, from now on. */
    static void follow(Path file, String property) throws IOException {
        look(file, property);
        Thread _ = Thread.ofPlatform().daemon().name("dial of the harness").start(() -> {
            while (true) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                    look(file, property);
                } catch (IOException gone) {
                    return; // With the round.
                } catch (InterruptedException stop) {
                    return;
                }
            }
        });
    }

    private static void look(Path file, String property) throws IOException {
        System.setProperty(property, Files.readString(file).strip());
    }
}
