package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.AskedRunTime;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.HookPoint;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.OfferedParameter;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.RunLayout;
import org.westerly.server.engine.events.TaskEventReader;
import org.westerly.server.engine.events.TaskEvents;
import org.westerly.server.engine.outputs.OutputReader;
import org.westerly.server.engine.parameters.FallbackValue;
import org.westerly.server.engine.parameters.KnownParameter;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunRequest;

/** An engine as its definition says. Safe for use by many threads: it keeps nothing. */
record ConfiguredEngine(
        EngineDefinition definition, Detect detect, PlanLaunch planner, HookCalls hooks, OutputReader outputs)
        implements Engine {

    static ConfiguredEngine of(EngineDefinition definition, Detect detect, PlanLaunch planner, HookCalls hooks) {
        return new ConfiguredEngine(
                definition,
                detect,
                planner,
                hooks,
                OutputReader.of(
                        definition.results().outputs(), (folder, template) -> place(definition, folder, template)));
    }

    @Override
    public EngineChoice choice() {
        return new EngineChoice(definition.name(), definition.version());
    }

    @Override
    public Map<String, List<String>> workflowTypes() {
        return definition.workflowTypes();
    }

    @Override
    public List<OfferedParameter> parameters() {
        Stream<OfferedParameter> known =
                definition.parameters().known().stream().map(ConfiguredEngine::offered);
        return JudgeRequest.isOfEngine(definition, AskedRunTime.PARAMETER)
                ? known.toList()
                : Stream.concat(known, Stream.of(runTime())).toList();
    }

    private OfferedParameter runTime() {
        Duration usual = limits().runTime();
        return new OfferedParameter(
                AskedRunTime.PARAMETER, "string", usual == null ? null : AskedRunTime.inSeconds(usual));
    }

    private static OfferedParameter offered(KnownParameter parameter) {
        FallbackValue fallback = parameter.presence().fallback();
        boolean shown = fallback != null && fallback.fixed() && !parameter.sensitive();
        return new OfferedParameter(
                parameter.name(), parameter.type().word(), shown && fallback != null ? fallback.shown() : null);
    }

    @Override
    public boolean takesSecrets() {
        return definition.parameters().hasSecrets();
    }

    @Override
    public RequestVerdict judge(RunRequest request) {
        return JudgeRequest.judge(definition, request);
    }

    @Override
    public Optional<Path> place(Run run) {
        return place(definition, run);
    }

    static Optional<Path> place(EngineDefinition definition, Run run) {
        RunLayout.Place place = definition.runs().place();
        return place == null
                ? Optional.empty()
                : Optional.of(place.base().resolve(place.pattern().fill(LaunchValues.ofSubmission(run))));
    }

    @Override
    public Plan plan(Launch launch) throws EngineMissingException, IOException {
        if (detect.gone(definition).isPresent()) {
            throw new EngineMissingException(
                    "the engine " + definition.name() + " " + definition.version() + " is no longer installed");
        }
        Plan plan = planner.plan(launch);
        RunFolder folder = launch.folder();
        // Of an earlier launch that was begun and never happened: its events would be taken for this one's.
        Files.deleteIfExists(events(folder).orElse(folder.events()));
        for (Path made : plan.folders()) {
            Files.createDirectories(made);
        }
        for (Plan.PlannedFile file : plan.files()) {
            Files.writeString(file.path(), file.content());
        }
        // Last, because what the server wrote is no output either.
        outputs.prepare(folder);
        return PreRunHook.ofServer().before(plan, hooks.before(launch.run(), folder), folder);
    }

    @Override
    public RunEvent conclude(RunFolder folder, JobStatus.Exited exited) {
        ConcludeRun engine =
                new ConcludeRun(definition.name(), outputs, definition.results().exitCodes());
        return PreRunOutcome.conclude(
                folder, exited.code(), () -> engine.conclude(folder, exited.code(), taskEvents(folder)));
    }

    @Override
    public StopOrder stopOrder(StopOrder site) {
        Duration grace = definition.conduct().grace();
        return new StopOrder(definition.conduct().signals(), grace == null ? site.grace() : grace);
    }

    @Override
    public Limits limits() {
        return definition.conduct().limits();
    }

    @Override
    public Limits limits(RunRequest request) {
        return JudgeRequest.isOfEngine(definition, AskedRunTime.PARAMETER)
                ? limits()
                : AskedRunTime.of(request.engineParameters(), limits());
    }

    @Override
    public Optional<HookCall> hook(HookPoint point, Run run, RunFolder folder) {
        return hooks.after(point, run, folder);
    }

    @Override
    public Progress progress(RunFolder folder) {
        TaskEvents events = taskEvents(folder);
        return new Progress(events.tasks(), events.fetched());
    }

    @Override
    public Path outputRoot(RunFolder folder) {
        return outputs.root(folder);
    }

    @Override
    public Traces traces(RunFolder folder) throws IOException {
        List<Path> working = Stream.concat(
                        Stream.of(folder.work()),
                        definition.results().intermediate().stream().map(place -> place(definition, folder, place)))
                .toList();
        return outputs.traces(folder, working);
    }

    private TaskEvents taskEvents(RunFolder folder) {
        return events(folder).map(file -> TaskEventReader.read(file, folder)).orElse(TaskEvents.NONE);
    }

    private Optional<Path> events(RunFolder folder) {
        Template events = definition.results().events();
        return events == null ? Optional.empty() : Optional.of(place(definition, folder, events));
    }

    private static Path place(EngineDefinition definition, RunFolder folder, Template template) {
        return folder.work()
                .resolve(template.fill(Places.of(folder, definition.runs())))
                .normalize();
    }
}
