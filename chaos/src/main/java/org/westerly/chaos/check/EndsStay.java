package org.westerly.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.westerly.chaos.client.Testimony.Seen;

/** States only go forward, for each reader and whichever server it asks; an end is for ever. */
final class EndsStay implements Check {

    private static final String PROMISE = "ends do not change, and states go forward";

    private record Reader(int client, String run) {}

    @Override
    public List<Finding> look(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        Map<String, StoredRun> stored = evidence.byId();
        Map<Reader, Integer> places = new HashMap<>();
        for (Seen seen : evidence.testimony().seen()) {
            StoredRun run = stored.get(seen.run());
            if (run == null) {
                continue; // told by EveryRunOnce
            }
            int place = run.states().indexOf(seen.state().name());
            if (place < 0) {
                findings.add(new Finding(PROMISE, seen + ", and the journal says " + run.states()));
                continue;
            }
            int before = places.getOrDefault(new Reader(seen.client(), seen.run()), 0);
            if (place < before) {
                findings.add(new Finding(
                        PROMISE, seen + " after " + run.states().get(before) + "; the journal says " + run.states()));
            }
            places.put(new Reader(seen.client(), seen.run()), Math.max(place, before));
        }
        return findings;
    }
}
