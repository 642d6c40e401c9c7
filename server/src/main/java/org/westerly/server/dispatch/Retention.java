package org.westerly.server.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long runs are kept.
 *
 * @param rules none to keep everything
 * @param interval the longest time between two looks at which runs are due
 * @param caches the folder of the results that runs share: see {@link SharedCaches}
 */
public record Retention(List<RetentionRule> rules, Duration interval, Path caches) {

    public Retention {
        rules = rules.stream()
                .sorted(Comparator.comparing(RetentionRule::action).thenComparing(RetentionRule::number))
                .toList();
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("retention.interval is " + interval + "; more than 0 is needed");
        }
    }
}
