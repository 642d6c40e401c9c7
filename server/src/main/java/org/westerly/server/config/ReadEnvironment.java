package org.westerly.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the {@code WESTERLY_…} variables. An empty one counts as not set: that is how compose files leave one out. */
final class ReadEnvironment {

    static final String OWN = "WESTERLY_";

    /** For whoever packs Westerly: such a variable counts less than the operator's file, and more than the default. */
    static final String PACKAGED = "WESTERLY_DEFAULT_";

    /** What the launcher reads itself. */
    private static final Set<String> LAUNCHER = Set.of("WESTERLY_JAVA_OPTS", "WESTERLY_NO_INSTALL");

    // Kubernetes gives every pod such variables for a service named "westerly", asked or not.
    private static final Pattern KUBERNETES =
            Pattern.compile("WESTERLY_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private ReadEnvironment() {}

    /** Reads the variables that begin with {@code prefix}, which is {@link #OWN} or {@link #PACKAGED}. */
    static Layer read(Map<String, String> environment, String prefix, Catalog catalog) {
        Map<String, Knob> byVariable = catalog.all().stream()
                .collect(Collectors.toMap(knob -> prefix + knob.variableSuffix(), Function.identity()));
        Map<String, Layer.Given> values = new HashMap<>();
        List<String> problems = new ArrayList<>();
        environment.forEach((variable, value) -> {
            Knob knob = byVariable.get(variable);
            if (knob != null && !value.isBlank()) {
                values.put(knob.key(), new Layer.Given(new RawValue.Text(value), "variable " + variable));
            } else if (knob == null && mustBeKnown(variable, prefix)) {
                String hint = Similar.to(variable, byVariable.keySet())
                        .map(known -> "; did you mean " + known + "?")
                        .orElse("");
                problems.add("unknown variable " + variable + hint);
            }
        });
        return new Layer(values, problems);
    }

    private static boolean mustBeKnown(String variable, String prefix) {
        return variable.startsWith(prefix)
                && variable.startsWith(PACKAGED) == prefix.equals(PACKAGED)
                && !LAUNCHER.contains(variable)
                && !KUBERNETES.matcher(variable).matches();
    }
}
