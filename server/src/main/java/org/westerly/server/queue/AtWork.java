package org.westerly.server.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.run.Origin;
import org.westerly.server.store.Trait;

/** What is at work now, counted by what is capped. Changes; used by one thread. */
final class AtWork {

    private final Caps caps;
    private final Map<Trait, Integer> counts = new HashMap<>();

    AtWork(Caps caps, Collection<Origin> origins) {
        this.caps = caps;
        origins.forEach(this::add);
    }

    void add(Origin origin) {
        caps.over(origin).forEach(cap -> counts.merge(cap.trait(), 1, Integer::sum));
    }

    /** The cap that keeps a run of this origin from being taken now; empty when none does. */
    Optional<Cap> full(Origin origin) {
        return caps.over(origin).stream()
                .filter(cap -> count(cap.trait()) >= cap.most())
                .findFirst();
    }

    int count(Trait trait) {
        return counts.getOrDefault(trait, 0);
    }
}
