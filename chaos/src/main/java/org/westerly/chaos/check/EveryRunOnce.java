package org.westerly.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.chaos.client.Testimony.Accepted;
import org.westerly.chaos.client.Testimony.Refused;
import org.westerly.chaos.client.Testimony.Wanted;

/** Every run that was acknowledged is there, once; none that was refused or not wholly sent; and none that nobody wanted. */
final class EveryRunOnce implements Check {

    private static final String PROMISE = "every acknowledged run exists once";

    @Override
    public List<Finding> look(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        Map<String, StoredRun> stored = evidence.byId();
        Map<String, String> idOf = new HashMap<>();
        for (Accepted accepted : evidence.testimony().accepted()) {
            String token = accepted.wanted().token();
            String before = idOf.putIfAbsent(token, accepted.run());
            if (before != null && !before.equals(accepted.run())) {
                findings.add(new Finding(PROMISE, token + " was accepted as " + before + " and as " + accepted.run()));
            }
            StoredRun run = stored.get(accepted.run());
            if (run == null) {
                findings.add(
                        new Finding(PROMISE, token + " was accepted as " + accepted.run() + ", which is not stored"));
            } else if (run.token() != null && !run.token().equals(token)) {
                findings.add(new Finding(PROMISE, accepted.run() + " was to be " + token + " and is " + run.token()));
            }
        }
        Map<String, Long> times = evidence.runs().stream()
                .filter(run -> run.token() != null)
                .collect(Collectors.groupingBy(StoredRun::token, Collectors.counting()));
        times.forEach((token, count) -> {
            if (count > 1) {
                findings.add(new Finding(PROMISE, token + " is stored " + count + " times"));
            }
        });
        Set<String> wanted =
                evidence.testimony().wanted().stream().map(Wanted::token).collect(Collectors.toSet());
        for (String token : times.keySet()) {
            if (!wanted.contains(token)) {
                findings.add(new Finding(PROMISE, "nobody wanted the run with the token " + token));
            }
        }
        for (Refused refused : evidence.testimony().refused()) {
            String token = refused.wanted().token();
            findings.add(new Finding(
                    "what is right is accepted",
                    token + " was refused" + (times.containsKey(token) ? " and is stored: " : ": ") + refused.why()));
        }
        return findings;
    }
}
