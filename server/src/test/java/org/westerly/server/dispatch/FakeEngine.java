package org.westerly.server.dispatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunRequest;

/** Runs {@code argv}; exit code 0 is success. */
final class FakeEngine implements Engine {

    static final EngineChoice CHOICE = new EngineChoice("fake", "1.0");

    interface Planner {
        Plan plan(Launch launch) throws EngineMissingException, IOException;
    }

    interface Concluder {
        RunEvent conclude(JobStatus.Exited exited);
    }

    interface Hooks {
        Optional<HookCall> at(HookPoint point, Run run);
    }

    volatile Planner planner = launch ->
            new Plan(List.of("engine", launch.workflow()), Map.of("PATH", "/usr/bin:/bin"), List.of("planned"));
    volatile Concluder concluder = exited -> exited.code() == 0
            ? new RunEvent.Succeeded(0, "{\"ok\":true}", List.of())
            : new RunEvent.Failed(exited.code(), "{}", "a task failed");

    volatile UnaryOperator<StopOrder> stopOrder = site -> site;
    volatile Limits limits = Limits.NONE;
    volatile Hooks hooks = (_, _) -> Optional.empty();

    @Override
    public StopOrder stopOrder(StopOrder site) {
        return stopOrder.apply(site);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Limits limits(RunRequest request) {
        return AskedRunTime.of(request.engineParameters(), limits);
    }

    @Override
    public Optional<HookCall> hook(HookPoint point, Run run, RunFolder folder) {
        return hooks.at(point, run);
    }

    @Override
    public EngineChoice choice() {
        return CHOICE;
    }

    @Override
    public Map<String, List<String>> workflowTypes() {
        return Map.of("FAKE", List.of("1.0"));
    }

    @Override
    public List<OfferedParameter> parameters() {
        return List.of();
    }

    @Override
    public boolean takesSecrets() {
        return false;
    }

    @Override
    public RequestVerdict judge(RunRequest request) {
        return new RequestVerdict(List.of(), List.of(), Set.of());
    }

    @Override
    public Optional<Path> place(Run run) {
        return Optional.empty();
    }

    @Override
    public Plan plan(Launch launch) throws EngineMissingException, IOException {
        return planner.plan(launch);
    }

    @Override
    public RunEvent conclude(RunFolder folder, JobStatus.Exited exited) {
        return concluder.conclude(exited);
    }

    @Override
    public Progress progress(RunFolder folder) {
        return Progress.NONE;
    }

    @Override
    public Path outputRoot(RunFolder folder) {
        return folder.outputs();
    }
}
