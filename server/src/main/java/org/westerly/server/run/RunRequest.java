package org.westerly.server.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked for, kept as it was sent.
 *
 * @param workflowParams the JSON object byte for byte, or null when there was none
 * @param engineParameters WES maps string to string; scalars as their JSON text, in the order they came
 * @param workflowEngine as sent, or null; the engine really chosen is {@link Run#engine()}
 * @param attachments relative names of the attached files, as staged below the run's working directory
 * @param secretParameters names among the engine parameters whose values must not be shown
 */
public record RunRequest(
        String workflowUrl,
        String workflowType,
        String workflowTypeVersion,
        @Nullable String workflowEngine,
        @Nullable String workflowEngineVersion,
        @Nullable String workflowParams,
        Map<String, String> engineParameters,
        Map<String, String> tags,
        List<String> attachments,
        Set<String> secretParameters) {

    /** A request in which nothing is secret. */
    public RunRequest(
            String workflowUrl,
            String workflowType,
            String workflowTypeVersion,
            @Nullable String workflowEngine,
            @Nullable String workflowEngineVersion,
            @Nullable String workflowParams,
            Map<String, String> engineParameters,
            Map<String, String> tags,
            List<String> attachments) {
        this(
                workflowUrl,
                workflowType,
                workflowTypeVersion,
                workflowEngine,
                workflowEngineVersion,
                workflowParams,
                engineParameters,
                tags,
                attachments,
                Set.of());
    }

    public RunRequest {
        engineParameters = Collections.unmodifiableMap(new LinkedHashMap<>(engineParameters));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        attachments = List.copyOf(attachments);
        secretParameters = Set.copyOf(secretParameters);
    }

    /** The same, once it is known what is secret. */
    public RunRequest withSecrets(Set<String> names) {
        return new RunRequest(
                workflowUrl,
                workflowType,
                workflowTypeVersion,
                workflowEngine,
                workflowEngineVersion,
                workflowParams,
                engineParameters,
                tags,
                attachments,
                names);
    }

    /** The engine parameters as they may be shown. */
    public Map<String, String> shownParameters() {
        Map<String, String> shown = new LinkedHashMap<>(engineParameters);
        secretParameters.forEach(name -> shown.computeIfPresent(name, (_, _) -> Secrets.MASK));
        return shown;
    }
}
