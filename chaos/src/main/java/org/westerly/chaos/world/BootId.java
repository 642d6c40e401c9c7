package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What the kernel calls this boot, as the servers of a round see it: theirs can be restarted, and the machine goes on. */
final class BootId {

    private static final String SHOWN = "mount --bind \"$0\" /proc/sys/kernel/random/boot_id && exec \"$@\"";

    private final Path file;

    private BootId(Path file) {
        this.file = file;
    }

    static BootId make(Path file) throws IOException {
        BootId boot = new BootId(file);
        boot.restart();
        return boot;
    }

    /** For what is started from now on. */
    void restart() throws IOException {
        Files.writeString(file, UUID.randomUUID() + "\n");
    }

    /** What a command is put behind, to see it; the process is that of the command. */
    List<String> inside() {
        return List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", SHOWN, file.toString());
    }
}
