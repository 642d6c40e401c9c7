package org.westerly.server.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.westerly.server.run.Origin;
import org.westerly.server.store.Trait;

/**
 * How many runs may be at work at once that have something in common.
 *
 * @param perOwner for each owner alike
 * @param perEngine by engine name, in any case of letters
 * @param perTag by tag: for each value of it alike; who has no such tag is not capped by it
 */
public record Caps(OptionalInt perOwner, Map<String, Integer> perEngine, Map<String, Integer> perTag) {

    public static final Caps NONE = new Caps(OptionalInt.empty(), Map.of(), Map.of());

    public Caps {
        Map<String, Integer> byName = new HashMap<>();
        perEngine.forEach((name, most) -> byName.put(name.toLowerCase(Locale.ROOT), most));
        perEngine = Map.copyOf(byName);
        perTag = Map.copyOf(perTag);
    }

    boolean any() {
        return perOwner.isPresent() || !perEngine.isEmpty() || !perTag.isEmpty();
    }

    /** Those that a run of this origin is under. */
    List<Cap> over(Origin origin) {
        List<Cap> caps = new ArrayList<>();
        perOwner.ifPresent(most -> caps.add(new Cap(new Trait.OfOwner(origin.owner()), most, "queue.per-owner")));
        Trait.OfEngine engine = new Trait.OfEngine(origin.engine().name());
        Integer ofEngine = perEngine.get(engine.name());
        if (ofEngine != null) {
            caps.add(new Cap(engine, ofEngine, "queue.per-engine"));
        }
        perTag.forEach((key, most) -> {
            String value = origin.tags().get(key);
            if (value != null) {
                caps.add(new Cap(new Trait.OfTag(key, value), most, "queue.per-tag"));
            }
        });
        return caps;
    }
}
