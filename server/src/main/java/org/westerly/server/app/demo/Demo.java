package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the demo's workflows on a server, one after the other, and shows what a user sees. */
public final class Demo {

    private final String address;
    private final Path workflows;
    private final PrintStream out;

    /**
     * @param address of the server, without a slash at the end
     * @param workflows the project's {@code demo} folder
     */
    public Demo(String address, Path workflows, PrintStream out) {
        this.address = address;
        this.workflows = workflows;
        this.out = out;
    }

    /** Whether every workflow whose engine is there ended COMPLETE with the expected outputs, and there was one. */
    public boolean run() {
        String base = address + "/ga4gh/wes/v1";
        DemoClient client = new DemoClient(base);
        try {
            JsonNode engines = client.get("/service-info").path("workflow_engine_versions");
            int ran = 0;
            boolean well = true;
            String last = "";
            for (Scenario scenario : Scenario.all(workflows)) {
                if (!engines.has(scenario.engine())) {
                    out.printf("%n%s is left out: %s is not installed.%n", scenario.title(), scenario.engine());
                    continue;
                }
                JsonNode finished = follow(client, scenario);
                well &= judge(client, scenario, finished);
                last = finished.path("run_id").asText();
                ran++;
            }
            farewell(base, last);
            return well && ran > 0;
        } catch (IOException e) {
            out.println("The demo failed: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode follow(DemoClient client, Scenario scenario) throws IOException, InterruptedException {
        out.printf("%n%s%n", scenario.title());
        long begun = System.nanoTime();
        String id = client.submit(scenario.form());
        out.printf("  %-9s %-6s  %s%n", scenario.label(), "run", id);
        JsonNode finished = new FollowedRun(client, id, scenario.label(), out).untilEnd();
        out.printf(
                "  %-9s %-6s  %.1f s from submission to end%n",
                scenario.label(),
                "time",
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0);
        return finished;
    }

    private boolean judge(DemoClient client, Scenario scenario, JsonNode finished)
            throws IOException, InterruptedException {
        if (!finished.path("state").asText().equals("COMPLETE")) {
            finished.at("/run_log/system_logs").forEach(line -> out.println("  " + line.asText()));
            out.println("  This should have ended as COMPLETE.");
            return false;
        }
        boolean well = true;
        for (Scenario.Expected expected : scenario.expected()) {
            String url = location(finished.path("outputs"), expected.file());
            String found = url.isEmpty() ? "(no such output)" : client.text(url);
            out.printf("  %-9s %-6s  %s%n", scenario.label(), "output", url.isEmpty() ? expected.file() : url);
            found.lines().forEach(line -> out.println("                     | " + line));
            if (!found.strip().equals(expected.content().strip())) {
                out.println("  expected was: " + expected.content().strip());
                well = false;
            }
        }
        return well;
    }

    /** The URL of the output file of that name, wherever in the outputs document it stands. */
    private static String location(JsonNode outputs, String file) {
        for (JsonNode parent : List.copyOf(outputs.findParents("location"))) {
            if (parent.path("basename").asText().equals(file)) {
                return parent.path("location").asText();
            }
        }
        return "";
    }

    private void farewell(String base, String run) {
        out.printf("%nThe API:         %s%n", base);
        out.printf("The API's page:  %s/docs/%n", address);
        out.printf("Try:             curl -s %s/runs/%s%n%n", base, run);
    }
}
