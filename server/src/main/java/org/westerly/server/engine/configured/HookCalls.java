package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.HookPoint;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.RunLayout.Hook;
import org.westerly.server.engine.definition.RunLayout.Moment;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Run;

/**
 * The programs of a site that are run around a run, with what they are told about it.
 *
 * @param scripts the folder that those hooks which are scripts were unpacked to
 */
record HookCalls(EngineDefinition definition, Machine machine, EngineEnvironment environment, Path scripts) {

    private static final Duration AFTER_CANCEL = Duration.ofSeconds(60);

    Optional<HookCall> before(Run run, RunFolder folder) {
        return call(Moment.BEFORE, run, folder, Map.of());
    }

    Optional<HookCall> after(HookPoint point, Run run, RunFolder folder) {
        Map<String, String> end = new HashMap<>(Map.of("STATE", run.state().name()));
        if (run.exitCode() != null) {
            end.put("EXIT_CODE", run.exitCode().toString());
        }
        return switch (point) {
            case SUCCESS -> call(Moment.SUCCESS, run, folder, end);
            case FAILURE -> call(Moment.FAILURE, run, folder, end);
            case ALWAYS -> call(Moment.AFTER, run, folder, end);
            case CANCELED -> afterCancel(run, folder, end);
        };
    }

    private Optional<HookCall> call(Moment moment, Run run, RunFolder folder, Map<String, String> end) {
        return definition
                .runs()
                .hook(moment)
                .map(hook -> new HookCall(
                        moment.key(), argv(moment, hook), variables(run, folder, end), folder.work(), hook.timeout()));
    }

    private List<String> argv(Moment moment, Hook hook) {
        if (hook.program() != null) {
            return List.of(hook.program().toString());
        }
        String file = scripts.resolve(moment.key()).toString();
        boolean itsOwn = hook.script() != null && hook.script().startsWith("#!");
        return itsOwn ? List.of(file) : List.of("/bin/sh", file);
    }

    private Optional<HookCall> afterCancel(Run run, RunFolder folder, Map<String, String> end) {
        List<Template> command = definition.conduct().afterCancel();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Map<Placeholder, String> places = places(run, folder);
        List<String> argv = new ArrayList<>();
        command.forEach(word -> argv.add(word.fill(places)));
        return Optional.of(
                new HookCall("cancel.command", argv, variables(run, folder, end), folder.work(), AFTER_CANCEL));
    }

    private Map<Placeholder, String> places(Run run, RunFolder folder) {
        Map<Placeholder, String> places = new HashMap<>(Places.of(folder, definition.runs()));
        places.putAll(machine.values());
        places.putAll(LaunchValues.ofSubmission(run));
        return places;
    }

    private Map<String, String> variables(Run run, RunFolder folder, Map<String, String> end) {
        Map<Placeholder, String> places = places(run, folder);
        Map<String, String> variables =
                environment.of(places, definition.command().environment(), null, Map.of());
        variables.put("RUN_ID", run.id().value());
        variables.put("USER_ID", LaunchValues.userId(run));
        variables.put("WORKDIR", folder.work().toString());
        variables.put("OUTPUTS_DIR", places.getOrDefault(Placeholder.OUTPUTS_DIR, ""));
        variables.putAll(end);
        return variables;
    }
}
