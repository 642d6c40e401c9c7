package org.westerly.server.service;

import java.util.Optional;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.run.EngineChoice;

/**
 * Finds the reader for a stored run's files: its own engine, or after an upgrade another version of it, since old runs
 * are still to be read.
 */
final class UsedEngines {

    private final Engines engines;

    UsedEngines(Engines engines) {
        this.engines = engines;
    }

    Optional<Engine> of(EngineChoice choice) {
        return engines.find(choice)
                .or(() -> engines.all().stream()
                        .filter(engine -> engine.choice().name().equals(choice.name()))
                        .findFirst());
    }
}
