package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.Secret;
import org.westerly.server.config.StoreSettings;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.jdbc.JdbcRunStore;
import org.westerly.server.store.jdbc.StoreAddress;
import org.westerly.server.store.memory.MemoryRunStore;

/** Opens the store that the settings name. A database server that is not up yet, as after a power cut, is waited for. */
final class OpenStore {

    private static final Logger LOG = Logger.getLogger("westerly");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private OpenStore() {}

    /** @throws StartRefusedException when it cannot be opened, in words for the operator */
    static RunStore of(StoreSettings settings) {
        if (settings.url().value().equals("memory:")) {
            return new MemoryRunStore();
        }
        StoreAddress address = address(settings);
        Instant end = Rooms.CLOCK.instant().plus(settings.startTimeout());
        boolean told = false;
        while (true) {
            try {
                return JdbcRunStore.open(address);
            } catch (StoreLostException down) {
                if (!Rooms.CLOCK.instant().isBefore(end)) {
                    throw new StartRefusedException(
                            down.getMessage() + "; it was waited for as long as store.start-timeout says, "
                                    + settings.startTimeout().toSeconds() + " s",
                            down);
                }
                if (!told) {
                    LOG.warnf(
                            "%s; waiting for it for %d s",
                            down.getMessage(), settings.startTimeout().toSeconds());
                }
                told = true;
                pause();
            } catch (StoreException | IllegalArgumentException e) {
                throw new StartRefusedException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** @throws StartRefusedException when there is no password where one should be */
    static StoreAddress address(StoreSettings settings) {
        return new StoreAddress(
                settings.url().value(), settings.user().orElse(null), password(settings), settings.timeout());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("stopped while the store was waited for", stopping);
        }
    }

    private static @Nullable String password(StoreSettings settings) {
        if (settings.passwordFile().isEmpty()) {
            return settings.password().map(Secret::value).orElse(null);
        }
        if (settings.password().isPresent()) {
            throw new StartRefusedException("store.password and store.password-file are both set; one is enough");
        }
        return firstLine(settings.passwordFile().get());
    }

    /** The first line of a file that holds a password. */
    static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new StartRefusedException("the password file " + file + " is empty"));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw new StartRefusedException("the password file " + file + " cannot be read: " + unreadable, unreadable);
        }
    }
}
