package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;

/** What every placeholder stands for in one launch, but for those that stand for several words. */
record LaunchValues(EngineDefinition definition, Machine machine, Path caches) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH-mm-ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

    Map<Placeholder, String> of(Launch launch) {
        RunRequest request = launch.request();
        Map<Placeholder, String> values = new HashMap<>(Places.of(launch.folder(), definition.runs()));
        values.putAll(machine.values());
        values.putAll(ofSubmission(launch.run()));
        values.put(Placeholder.WORKFLOW_PATH, asPath(launch.workflow()));
        values.put(Placeholder.WORKFLOW_URL, request.workflowUrl());
        String type = definition.workflowTypes().keySet().stream()
                .filter(known -> known.equalsIgnoreCase(request.workflowType()))
                .findFirst()
                .orElse(request.workflowType());
        values.put(Placeholder.WORKFLOW_TYPE, type);
        values.put(
                Placeholder.WORKFLOW_TYPE_VERSION,
                definition.workflowTypes().getOrDefault(type, List.of()).stream()
                        .filter(known -> known.equalsIgnoreCase(request.workflowTypeVersion()))
                        .findFirst()
                        .orElse(request.workflowTypeVersion()));
        values.put(Placeholder.CACHE, cache(launch).toString());
        return values;
    }

    static Map<Placeholder, String> ofSubmission(Run run) {
        Instant submitted = run.submittedAt().truncatedTo(ChronoUnit.SECONDS);
        return Map.of(
                Placeholder.RUN_ID, run.id().value(),
                Placeholder.USER_ID, userId(run),
                Placeholder.TIMESTAMP, submitted.toString(),
                Placeholder.DATE, DATE.format(submitted),
                Placeholder.TIME, TIME.format(submitted));
    }

    /** An owner may be called anything; a folder may not. */
    static String userId(Run run) {
        String safe = run.owner().name().replaceAll("[^A-Za-z0-9._@-]", "_").replaceAll("^[.-]+", "_");
        return safe.length() > 100 ? safe.substring(0, 100) : safe;
    }

    /** A name such as {@code -x.cwl} must not look like an option, nor {@code a:b.cwl} like a URL. */
    private static String asPath(String workflow) {
        return workflow.startsWith("/") ? workflow : "./" + workflow;
    }

    private Path cache(Launch launch) {
        return definition.conduct().sharedCache()
                ? caches.resolve(definition.folderName()).resolve(userId(launch.run()))
                : launch.folder().engine().resolve("cache");
    }
}
