package org.westerly.server.executor.local;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For tests that need cgroups: where there are none, an abort with the reason. */
final class UsableCgroups {

    private UsableCgroups() {}

    /** The one that this process is in. */
    static Path own() throws IOException {
        need();
        Path self = ProcessTable.PROC.resolve("self");
        return FindCgroup.own(
                Files.readAllLines(self.resolve("cgroup")), Files.readAllLines(self.resolve("mountinfo")));
    }

    static Cgroups need() {
        try {
            Cgroups cgroups = Cgroups.of("auto", _ -> {});
            if (cgroups.usable()) {
                return cgroups;
            }
            // In CI too: they are the host's to give, and nothing that the project could install.
            return abort("cgroups of version 2 cannot be used here: " + cgroups.note());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
