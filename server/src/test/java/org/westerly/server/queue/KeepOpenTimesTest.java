package org.westerly.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepOpenTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LONGEST = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicReference<Optional<String>> gate = new AtomicReference<>(Optional.empty());

    private Optional<OpenTimes> look(int second) {
        now.set(NOON.plusSeconds(second));
        // Each time as a server that has just been started.
        return new KeepOpenTimes(folder, gate::get, now::get).look(LONGEST);
    }

    @Test
    void aRestartGoesOnWithWhatWasSeenBefore() {
        look(0);
        look(30);
        gate.set(Optional.of("paused"));
        assertThat(look(40)).isEmpty();
        gate.set(Optional.empty());
        look(45);
        assertThat(look(50).orElseThrow().waited(Duration.ofSeconds(35))).contains(NOON);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("queue-open"));
        assertThat(look(50).orElseThrow()).isEqualTo(look(50).orElseThrow());
    }

    @Test
    void whatNobodyCanReadEndsNobodyTooEarly() throws IOException {
        for (String text :
                new String[] {"", "soon", "2026-11-21T11:00:00Z\n", "\u0000 \n", "2026-11-21T11:00:00Z then\n"}) {
            Files.writeString(folder.resolve("queue-open"), text);
            assertThat(look(0).orElseThrow().waited(Duration.ofSeconds(1)))
                    .as(text)
                    .isEmpty();
        }
    }
}
