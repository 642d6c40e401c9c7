package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For tests that need cgroups: where there are none an abort with the reason, and in CI a failure. */
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
            String why = "cgroups of version 2 cannot be used here: " + cgroups.note();
            return "true".equals(System.getenv("CI")) ? fail(why) : abort(why);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
