package org.westerly.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowDiskTest {

    @TempDir
    Path folder;

    @Test
    void itIsShutBelowTheThresholdAndOpensByItself() {
        AtomicLong free = new AtomicLong(100L << 20);
        LowDisk gate = new LowDisk(100L << 20, free::get);
        assertThat(gate.shut()).isEmpty();
        free.decrementAndGet();
        assertThat(gate.shut())
                .contains("the server's disk is low: 99 MiB are free, and runs start from 100 MiB on (data.min-free)");
        free.set(0);
        assertThat(gate.shut()).get().asString().contains(" 0 MiB are free");
        free.set(1L << 40);
        assertThat(gate.shut()).isEmpty();
    }

    @Test
    void theDiskOfAFolderIsAsked() {
        assertThat(new LowDisk(folder, 1).shut()).isEmpty();
        assertThat(new LowDisk(folder, Long.MAX_VALUE).shut()).isPresent();
    }

    @Test
    void withoutAThresholdItIsNeverShut() {
        assertThat(new LowDisk(0, () -> 0).shut()).isEmpty();
    }
}
