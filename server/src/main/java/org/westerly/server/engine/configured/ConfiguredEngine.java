package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.Template;
import org.westerly.server.engine.events.TaskEventReader;
import org.westerly.server.engine.events.TaskEvents;
import org.westerly.server.engine.outputs.OutputReader;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.RunEvent;

/** An engine as its definition says. Safe for use by many threads: it keeps nothing. */
record ConfiguredEngine(EngineDefinition definition, Machine machine, PlanLaunch planner, OutputReader outputs)
        implements Engine {

    static ConfiguredEngine of(EngineDefinition definition, Machine machine, Map<String, String> environment) {
        return new ConfiguredEngine(
                definition,
                machine,
                new PlanLaunch(definition.command(), machine, environment),
                OutputReader.of(
                        definition.results().outputs(),
                        (folder, template) -> Path.of(template.fill(Places.of(folder)))));
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
    public List<String> notes(Map<String, String> engineParameters) {
        return engineParameters.keySet().stream()
                .map(name -> "engine parameter '" + name + "' is not known to " + definition.name() + ": ignored")
                .toList();
    }

    @Override
    public Plan plan(Launch launch) throws EngineMissingException, IOException {
        Optional<String> missing = machine.missing(definition);
        if (missing.isPresent()) {
            throw new EngineMissingException(
                    "the engine " + definition.name() + " " + definition.version() + " is no longer installed");
        }
        RunFolder folder = launch.folder();
        // Of an earlier launch that was begun and never happened: its events would be taken for this one's.
        Files.deleteIfExists(events(folder).orElse(folder.events()));
        outputs.prepare(folder);
        return planner.plan(launch);
    }

    @Override
    public RunEvent conclude(RunFolder folder, JobStatus.Exited exited) {
        return new ConcludeRun(definition.name(), outputs, definition.results().exitCodes())
                .conclude(folder, exited.code(), taskEvents(folder));
    }

    @Override
    public List<TaskRecord> tasks(RunFolder folder) {
        return taskEvents(folder).tasks();
    }

    @Override
    public Path outputRoot(RunFolder folder) {
        return outputs.root(folder);
    }

    private TaskEvents taskEvents(RunFolder folder) {
        return events(folder).map(file -> TaskEventReader.read(file, folder)).orElse(TaskEvents.NONE);
    }

    private Optional<Path> events(RunFolder folder) {
        Template events = definition.results().events();
        return events == null ? Optional.empty() : Optional.of(Path.of(events.fill(Places.of(folder))));
    }
}
