package org.westerly.server.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.store.Trait;

/**
 * How long runs may wait before they end without having been started.
 *
 * @param most for runs of engines that {@code ofEngine} does not name; empty for as long as it takes
 * @param ofEngine by engine name, in any case of letters
 */
public record WaitLimits(Optional<Duration> most, Map<String, Duration> ofEngine) {

    public static final WaitLimits NONE = new WaitLimits(Optional.empty(), Map.of());

    public WaitLimits {
        Map<String, Duration> byName = new HashMap<>();
        ofEngine.forEach((name, time) -> byName.put(name.toLowerCase(Locale.ROOT), time));
        ofEngine = Map.copyOf(byName);
    }

    List<WaitLimit> all() {
        List<WaitLimit> all = new ArrayList<>();
        Set<Trait> named = new HashSet<>();
        ofEngine.forEach((name, time) -> {
            Trait engine = new Trait.OfEngine(name);
            named.add(engine);
            all.add(new WaitLimit(Optional.of(engine), Set.of(), time, "queue.max-wait-of"));
        });
        most.ifPresent(time -> all.add(new WaitLimit(Optional.empty(), named, time, "queue.max-wait")));
        return all;
    }

    Optional<Duration> longest() {
        return all().stream().map(WaitLimit::time).max(Duration::compareTo);
    }
}
