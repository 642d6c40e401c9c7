package org.westerly.server.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.OfferedParameter;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.Progress;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunRequest;

/** An engine of shell scripts that is never started. */
public record ShellEngine(List<TaskRecord> known) implements Engine {

    @Override
    public EngineChoice choice() {
        return new EngineChoice("shell", "1.0");
    }

    @Override
    public Map<String, List<String>> workflowTypes() {
        return Map.of("SH", List.of("1.0"));
    }

    @Override
    public List<OfferedParameter> parameters() {
        return List.of(new OfferedParameter("cores", "int", "2"));
    }

    @Override
    public boolean takesSecrets() {
        return false;
    }

    @Override
    public RequestVerdict judge(RunRequest request) {
        List<String> notes = request.engineParameters().keySet().stream()
                .map(name -> name + " is not used")
                .toList();
        return new RequestVerdict(List.of(), notes, Set.of());
    }

    @Override
    public Optional<Path> place(Run run) {
        return Optional.empty();
    }

    @Override
    public Plan plan(Launch launch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunEvent conclude(RunFolder folder, JobStatus.Exited exited) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Progress progress(RunFolder folder) {
        return new Progress(known, List.of());
    }

    @Override
    public Path outputRoot(RunFolder folder) {
        return folder.outputs();
    }
}
