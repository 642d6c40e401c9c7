package org.westerly.server.engine.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.westerly.server.config.DataSize;
import org.westerly.server.config.TimeSpan;
import org.westerly.server.engine.definition.EngineDefinition.Conduct;
import org.westerly.server.engine.template.Placeholder;

/** How runs are treated while they work: {@code cancel}, {@code limits}, {@code cache}. */
final class ReadConduct {

    private ReadConduct() {}

    static Conduct read(Keys engine, Templates templates) {
        Keys cancel = engine.child("cancel");
        Keys limits = engine.child("limits");
        Set<Placeholder> known = new HashSet<>(templates.ofRun());
        known.addAll(Placeholder.OF_MACHINE);
        known.addAll(Placeholder.OF_SUBMISSION);
        List<String> signals = cancel.texts("signals");
        return new Conduct(
                signals.isEmpty() ? List.of("TERM") : signals,
                cancel.text("grace").flatMap(TimeSpan::parse).orElse(null),
                templates.words(cancel, "command", known),
                limits.text("runTime").flatMap(TimeSpan::parse).orElse(null),
                limits.text("outputSize")
                        .flatMap(DataSize::parse)
                        .map(DataSize::bytes)
                        .orElse(null),
                engine.child("cache").truth("shared"));
    }
}
