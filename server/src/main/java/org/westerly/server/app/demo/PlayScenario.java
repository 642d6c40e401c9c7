package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Submits a scenario's workflow, follows the run to its end, and holds its outputs against what is expected. */
record PlayScenario(DemoClient client, EnginesThere engines, Screen screen) {

    Ending play(Scenario scenario) throws InterruptedException {
        Optional<String> missing = engines.missing(scenario.engine());
        if (missing.isPresent()) {
            screen.event(scenario.label(), "out", "left out for want of " + scenario.engine());
            return new Ending.LeftOut(scenario, missing.get());
        }
        try {
            return ran(scenario);
        } catch (IOException e) {
            screen.event(scenario.label(), "failed", String.valueOf(e.getMessage()));
            return new Ending.Broken(scenario, String.valueOf(e.getMessage()));
        }
    }

    private Ending.Ran ran(Scenario scenario) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String id = client.submit(scenario.form());
        screen.event(scenario.label(), "run", id);
        JsonNode run = new FollowedRun(client, id, scenario.label(), screen).untilEnd();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (!run.path("state").asText().equals("COMPLETE")) {
            return new Ending.Ran(scenario, run, took, List.of(), reason(run));
        }
        List<Ending.Output> outputs = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Scenario.Expected expected : scenario.expected()) {
            Optional<String> url = location(run.path("outputs"), expected.file());
            if (url.isEmpty()) {
                faults.add("there is no output " + expected.file());
                continue;
            }
            String text = client.text(url.get());
            outputs.add(new Ending.Output(url.get(), text));
            if (!text.equals(expected.content())) {
                faults.add(expected.file() + " should have been\n"
                        + expected.content().strip());
            }
        }
        return new Ending.Ran(scenario, run, took, outputs, String.join("\n", faults));
    }

    private static String reason(JsonNode run) {
        List<String> said = new ArrayList<>();
        run.at("/run_log/system_logs").forEach(line -> said.add(line.asText()));
        return said.isEmpty() ? "no reason is given" : String.join("\n", said);
    }

    /** Wherever in the outputs document it stands: CWL has objects with a location, WDL the URL itself. */
    private static Optional<String> location(JsonNode outputs, String file) {
        if (outputs.isTextual() && outputs.asText().endsWith("/" + file)) {
            return Optional.of(outputs.asText()).filter(text -> text.startsWith("http"));
        }
        for (JsonNode inner : outputs) {
            Optional<String> found = location(inner, file);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
