package org.westerly.server.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.westerly.api.OutputFile;
import org.westerly.api.RunLog;
import org.westerly.api.State;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/**
 * Submits a scenario's workflow, follows the run to its end, and holds its outputs against what is expected.
 *
 * @param downloads a folder for the outputs
 */
record PlayScenario(WesterlyClient client, EnginesThere engines, Path downloads, Screen screen) {

    Ending play(Scenario scenario) {
        Optional<String> missing = engines.missing(scenario.engine());
        if (missing.isPresent()) {
            screen.event(scenario.label(), "out", "left out for want of " + scenario.engine());
            return new Ending.LeftOut(scenario, missing.get());
        }
        try {
            return ran(scenario);
        } catch (IOException | WesterlyException e) {
            screen.event(scenario.label(), "failed", String.valueOf(e.getMessage()));
            return new Ending.Broken(scenario, String.valueOf(e.getMessage()));
        }
    }

    private Ending.Ran ran(Scenario scenario) throws IOException {
        long begun = System.nanoTime();
        String id = client.submit(scenario.submission());
        screen.event(scenario.label(), "run", id);
        RunLog run = new FollowedRun(client, id, scenario.label(), screen).untilEnd();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (run.state() != State.COMPLETE) {
            return new Ending.Ran(scenario, run, took, List.of(), reason(run));
        }
        List<OutputFile> made = client.outputs(id, List.of("output", "report")).toList();
        List<Ending.Output> outputs = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Scenario.Expected expected : scenario.expected()) {
            Optional<OutputFile> file = made.stream()
                    .filter(one -> Path.of(one.path()).endsWith(expected.file()))
                    .findFirst();
            if (file.isEmpty()) {
                faults.add("there is no output " + expected.file());
                continue;
            }
            Path copy = downloads.resolve(id).resolve(expected.file());
            client.download(file.get(), copy);
            String text = Files.readString(copy);
            outputs.add(new Ending.Output(file.get().url(), text));
            if (!text.equals(expected.content())) {
                faults.add(expected.file() + " should have been\n"
                        + expected.content().strip());
            }
        }
        return new Ending.Ran(scenario, run, took, outputs, String.join("\n", faults));
    }

    private static String reason(RunLog run) {
        List<String> said = run.runLog().systemLogs();
        return said == null || said.isEmpty() ? "no reason is given" : String.join("\n", said);
    }
}
