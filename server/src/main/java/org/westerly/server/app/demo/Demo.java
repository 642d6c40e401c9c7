package org.westerly.server.app.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;
import org.westerly.server.files.DeleteTree;

/** Runs the demo's workflows on a server, side by side, and shows what a user sees. */
public final class Demo {

    /** How it went. */
    public enum Outcome {
        /** Every workflow ended COMPLETE with the expected outputs. */
        WELL(0),
        /** One of them did not. */
        FAILED(1),
        /** All that ran were well, but engines were missing. */
        INCOMPLETE(3);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final String address;
    private final String base;
    private final Path workflows;
    private final Screen screen;

    /**
     * @param address of the server, without a slash at the end
     * @param workflows the project's {@code demo} folder
     */
    public Demo(String address, Path workflows, PrintStream out) {
        this.address = address;
        this.base = address + "/ga4gh/wes/v1";
        this.workflows = workflows;
        this.screen = new Screen(out);
    }

    public Outcome run() {
        try (WesterlyClient client = WesterlyClient.of(URI.create(address))) {
            List<Scenario> scenarios = Scenario.all(workflows);
            introduce(scenarios);
            List<Ending> endings = sideBySide(client, EnginesThere.ask(client, address), scenarios);
            List<Ending.Ran> ran = endings.stream()
                    .filter(Ending.Ran.class::isInstance)
                    .map(Ending.Ran.class::cast)
                    .toList();
            ran.forEach(this::showOutputs);
            new ResultTable(screen).show(endings);
            farewell(ran);
            return outcome(endings, ran);
        } catch (IOException | WesterlyException e) {
            screen.line("");
            screen.line("The demo failed: " + e.getMessage());
            return Outcome.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        }
    }

    private void introduce(List<Scenario> scenarios) {
        screen.line("");
        screen.line("Workflows in " + scenarios.size() + " languages, each on an engine of its own, side by side:");
        screen.line("");
        scenarios.forEach(one -> screen.line("  %-9s  %s".formatted(one.label(), one.title())));
        screen.line("");
    }

    /** In the order of the scenarios. A fault of one is its ending, and keeps none of the others from theirs. */
    private List<Ending> sideBySide(WesterlyClient client, EnginesThere engines, List<Scenario> scenarios)
            throws IOException, InterruptedException {
        Path downloads = Files.createTempDirectory("westerly-demo-outputs-");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ending>> started = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                started.add(threads.submit(() -> new PlayScenario(client, engines, downloads, screen).play(scenario)));
            }
            List<Ending> endings = new ArrayList<>();
            for (Future<Ending> one : started) {
                endings.add(one.get());
            }
            return endings;
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        } finally {
            DeleteTree.below(downloads);
        }
    }

    private void showOutputs(Ending.Ran ran) {
        for (Ending.Output output : ran.outputs()) {
            String url = output.url();
            screen.line("");
            String path = url.startsWith(base) ? url.substring(base.length()) : url;
            screen.line("  %-9s  GET %s".formatted(ran.scenario().label(), path));
            output.text().lines().forEach(line -> screen.line("             | " + line));
        }
    }

    private void farewell(List<Ending.Ran> ran) {
        screen.line("");
        screen.line("  The API    " + base);
        screen.line("  Its page   " + address + "/docs/");
        if (!ran.isEmpty()) {
            screen.line("  Try        curl -s " + base + "/runs/"
                    + ran.getFirst().run().runId());
        }
        screen.line("");
    }

    private static Outcome outcome(List<Ending> endings, List<Ending.Ran> ran) {
        boolean failed = endings.stream().anyMatch(one -> one instanceof Ending.Broken)
                || ran.stream().anyMatch(one -> !one.fault().isEmpty());
        if (failed) {
            return Outcome.FAILED;
        }
        return ran.size() == endings.size() ? Outcome.WELL : Outcome.INCOMPLETE;
    }
}
