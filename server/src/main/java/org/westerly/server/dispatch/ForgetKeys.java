package org.westerly.server.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import org.westerly.server.store.RunStore;

/** Forgets idempotency keys that no longer count. */
final class ForgetKeys {

    private static final Duration KEPT = Duration.ofHours(24);

    private final RunStore store;
    private final InstantSource clock;

    ForgetKeys(RunStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    void step() {
        store.forgetKeysBefore(clock.instant().minus(KEPT));
    }
}
