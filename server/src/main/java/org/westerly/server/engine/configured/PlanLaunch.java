package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.definition.EngineDefinition.Command;
import org.westerly.server.engine.definition.Placeholder;
import org.westerly.server.engine.definition.Template;
import org.westerly.server.files.RunFolder;

/** Writes what an engine reads, and builds its argument list and environment. */
record PlanLaunch(Command command, Machine machine, Map<String, String> serverEnvironment) {

    /** The same for every run, wherever the server was started from. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    Plan plan(Launch launch) throws IOException {
        RunFolder folder = launch.folder();
        String params = launch.params();
        Files.writeString(folder.params(), params == null ? "{}" : params);
        Map<Placeholder, String> values = Places.of(folder);
        values.putAll(machine.values());
        values.put(Placeholder.RUN_ID, launch.run().value());
        values.put(Placeholder.WORKFLOW_PATH, asPath(launch.workflow()));
        List<String> argv =
                command.template().stream().map(word -> word.fill(values)).toList();
        return new Plan(argv, environment(values, folder.tmp()), List.of());
    }

    /** A name such as {@code -x.cwl} must not look like an option, nor {@code a:b.cwl} like a URL. */
    private static String asPath(String workflow) {
        return workflow.startsWith("/") ? workflow : "./" + workflow;
    }

    private Map<String, String> environment(Map<Placeholder, String> values, Path tmp) {
        Map<String, String> environment = new HashMap<>();
        for (String name : command.passed()) {
            String value = serverEnvironment.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.put("PATH", PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", tmp.toString());
        environment.put("TMPDIR", tmp.toString());
        for (Map.Entry<String, Template> variable : command.variables().entrySet()) {
            environment.put(variable.getKey(), variable.getValue().fill(values));
        }
        return environment;
    }
}
