package org.westerly.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.westerly.chaos.check.Finding;
import org.westerly.chaos.plan.Plan;

/**
 * What came of a round.
 *
 * @param ends the states of all runs
 * @param folder where all of it lies; removed when nothing was found
 */
public record Verdict(Plan plan, List<Finding> findings, List<String> ends, Path folder, Duration took) {

    /** Copies. */
    public Verdict {
        findings = List.copyOf(findings);
        ends = List.copyOf(ends);
    }

    /** Was nothing found? */
    public boolean good() {
        return findings.isEmpty();
    }

    /** In one line. */
    public String summary() {
        Map<String, Long> counts =
                ends.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return String.format(
                Locale.ROOT,
                "seed %-5d %-10s %-48s %3d runs %s  %.1f s  %s",
                plan.seed(),
                plan.store().name().toLowerCase(Locale.ROOT),
                plan.faults(),
                ends.size(),
                counts,
                took.toMillis() / 1000.0,
                good() ? "good" : findings.size() + " FOUND");
    }
}
