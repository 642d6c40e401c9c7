package org.westerly.server.engine;

import java.util.Optional;
import org.westerly.server.run.EngineChoice;

/**
 * Finds the reader for a stored run's files: its own engine, or after an upgrade another version of it, since old runs
 * are still to be read.
 */
public final class UsedEngines {

    private final Engines engines;

    public UsedEngines(Engines engines) {
        this.engines = engines;
    }

    public Optional<Engine> of(EngineChoice choice) {
        return engines.find(choice)
                .or(() -> engines.all().stream()
                        .filter(engine -> engine.choice().name().equals(choice.name()))
                        .findFirst());
    }
}
