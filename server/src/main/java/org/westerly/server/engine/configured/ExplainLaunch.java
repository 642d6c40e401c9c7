package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.RunLayout;
import org.westerly.server.engine.definition.RunLayout.Moment;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.Secrets;

/** What a submission would start: the plan of a launch, made by the same code, that nobody carries out. */
public final class ExplainLaunch {

    private static final RunId EXAMPLE = new RunId("01234567-89ab-7cde-8f01-23456789abcd");

    private ExplainLaunch() {}

    /** What would happen. */
    public sealed interface Explanation {

        /** It would be started, with all secrets masked; {@code around} are the hooks and what is done when it is stopped. */
        record Planned(Path folder, Plan plan, List<String> around) implements Explanation {
            public Planned {
                around = List.copyOf(around);
            }
        }

        /** It would not be taken; one sentence for each fault. */
        record Refused(List<String> faults) implements Explanation {
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Explains what {@code request} would start, with an example of a run's id, below the data folder {@code data}. Reads the definition's own files only. */
    public static Explanation explain(
            EngineDefinition definition, EngineSettings settings, Path data, RunRequest request) throws IOException {
        RequestVerdict verdict = JudgeRequest.judge(definition, request);
        if (!verdict.faults().isEmpty()) {
            return new Explanation.Refused(
                    verdict.faults().stream().map(ExplainLaunch::inWords).toList());
        }
        RunRequest known = request.withSecrets(verdict.secrets());
        Run run = Run.accepted(
                EXAMPLE,
                Owner.ANONYMOUS,
                new EngineChoice(definition.name(), definition.version()),
                Map.of(),
                List.of(),
                Instant.EPOCH);
        PlanLaunch planner = new MakeEngine(settings).planner(definition);
        Path root = ConfiguredEngine.place(definition, run)
                .orElseGet(() ->
                        data.toAbsolutePath().normalize().resolve("runs/cd").resolve(EXAMPLE.value()));
        RunFolder folder = new RunFolder(root);
        try {
            Plan plan = planner.plan(new Launch(run, known, folder, known.workflowUrl(), known.workflowParams()));
            return new Explanation.Planned(folder.work(), masked(plan, Secrets.of(known), verdict), around(definition));
        } catch (EngineMissingException e) {
            return new Explanation.Refused(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static String inWords(RequestVerdict.Fault fault) {
        String value = fault.value() == null ? "" : " is '" + fault.value() + "':";
        return fault.field() + ": '" + fault.parameter() + "'" + value + " " + fault.problem()
                + (fault.ofRule() ? " (422)" : " (400)");
    }

    private static Plan masked(Plan plan, Secrets secrets, RequestVerdict verdict) {
        Map<String, String> environment = new HashMap<>();
        plan.environment().forEach((name, value) -> environment.put(name, secrets.mask(value)));
        List<String> notes = new ArrayList<>(verdict.notes());
        notes.addAll(plan.notes());
        return new Plan(
                secrets.mask(plan.argv()),
                plan.command(),
                environment,
                plan.files().stream()
                        .map(file -> new Plan.PlannedFile(file.path(), secrets.mask(file.content())))
                        .toList(),
                plan.folders(),
                notes);
    }

    private static List<String> around(EngineDefinition definition) {
        List<String> lines = new ArrayList<>();
        for (Moment moment : Moment.values()) {
            Optional<RunLayout.Hook> hook = definition.runs().hook(moment);
            hook.ifPresent(found ->
                    lines.add(moment.key() + " (at most " + found.timeout().toSeconds() + " s): "
                            + (found.program() == null ? "a script" : found.program())));
        }
        if (!definition.conduct().afterCancel().isEmpty()) {
            lines.add("after a cancel: " + definition.conduct().afterCancel());
        }
        return lines;
    }
}
