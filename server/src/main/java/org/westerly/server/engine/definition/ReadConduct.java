package org.westerly.server.engine.definition;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.DataSize;
import org.westerly.server.config.TimeSpan;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.definition.EngineDefinition.Conduct;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.job.StopSignal;

/** How runs are treated while they work: {@code cancel}, {@code limits}, {@code cache}. */
final class ReadConduct {

    private ReadConduct() {}

    static Conduct read(Keys engine, Templates templates) {
        Keys cancel = engine.child("cancel");
        Set<Placeholder> known = new HashSet<>(templates.ofRun());
        known.addAll(Placeholder.OF_MACHINE);
        known.addAll(Placeholder.OF_SUBMISSION);
        List<StopSignal> signals = cancel.texts("signals").stream()
                .filter(name -> Arrays.stream(StopSignal.values())
                        .anyMatch(signal -> signal.name().equals(name)))
                .map(StopSignal::valueOf)
                .toList();
        return new Conduct(
                signals.isEmpty() ? List.of(StopSignal.TERM) : signals,
                cancel.text("grace").flatMap(TimeSpan::parse).orElse(null),
                templates.words(cancel, "command", known),
                limits(engine.child("limits")),
                engine.child("cache").truth("shared"));
    }

    private static Limits limits(Keys limits) {
        Duration runTime = time(limits, "runTime");
        Duration most = time(limits, "maxRunTime");
        if (runTime != null && most != null && runTime.compareTo(most) > 0) {
            limits.problem("maxRunTime", "must not be less than runTime");
            return Limits.NONE;
        }
        return new Limits(
                runTime,
                most,
                limits.text("outputSize")
                        .flatMap(DataSize::parse)
                        .map(DataSize::bytes)
                        .orElse(null));
    }

    private static @Nullable Duration time(Keys limits, String key) {
        Duration time = limits.text(key).flatMap(TimeSpan::parse).orElse(null);
        if (time != null && time.isZero()) {
            limits.problem(key, "must be longer than nothing");
            return null;
        }
        return time;
    }
}
