package org.westerly.server.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.westerly.api.RunLog;
import org.westerly.api.State;

/** How all scenarios ended: a row for each, and below it the reason of each that did not end as it should. */
record ResultTable(Screen screen) {

    private static final String ROW = "  %-9s  %-26s  %5s  %7s  %-14s  %s";

    void show(List<Ending> endings) {
        String head = ROW.formatted("language", "engine", "tasks", "time", "state", "outputs");
        screen.line("");
        screen.line(head);
        screen.line("  " + "─".repeat(head.length() + "as expected".length() - "outputs".length() - 2));
        List<String> reasons = new ArrayList<>();
        for (Ending ending : endings) {
            switch (ending) {
                case Ending.Ran ran -> {
                    screen.line(ran.fault().isEmpty() ? Screen.Ink.GOOD : Screen.Ink.BAD, row(ran));
                    if (!ran.fault().isEmpty()) {
                        String log = "\nIts log: GET /runs/" + ran.run().runId() + "/stderr";
                        reasons.add(because(ran.scenario(), ran.fault() + log));
                    }
                }
                case Ending.LeftOut(Scenario scenario, String reason) -> {
                    screen.line(Screen.Ink.BAD, row(scenario, "left out"));
                    reasons.add(because(scenario, reason));
                }
                case Ending.Broken(Scenario scenario, String reason) -> {
                    screen.line(Screen.Ink.BAD, row(scenario, "failed"));
                    reasons.add(because(scenario, reason));
                }
            }
        }
        if (!reasons.isEmpty()) {
            screen.line("");
            reasons.stream().flatMap(ResultTable::wrapped).forEach(screen::line);
        }
    }

    private static String row(Ending.Ran ran) {
        RunLog run = ran.run();
        boolean complete = run.state() == State.COMPLETE;
        String outputs = complete ? ran.fault().isEmpty() ? "as expected" : "not as expected" : "none";
        return ROW.formatted(
                ran.scenario().label(),
                run.engine().name() + " " + run.engine().version(),
                run.taskLogs() == null ? 0 : run.taskLogs().size(),
                String.format(Locale.ROOT, "%.1f s", ran.took().toMillis() / 1000.0),
                run.state(),
                outputs);
    }

    private static String row(Scenario scenario, String state) {
        return ROW.formatted(scenario.label(), scenario.engine(), "-", "-", state, "-");
    }

    private static String because(Scenario scenario, String reason) {
        return "  %-9s  %s".formatted(scenario.label(), reason);
    }

    /** A reason is shown whole, on as many lines as it takes. */
    private static java.util.stream.Stream<String> wrapped(String reason) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(13);
        for (String line : reason.split("\n", -1)) {
            String rest = lines.isEmpty() ? line : indent + line;
            while (rest.length() > Screen.WIDTH) {
                int blank = rest.lastIndexOf(' ', Screen.WIDTH);
                int end = blank > indent.length() ? blank : Screen.WIDTH;
                lines.add(rest.substring(0, end));
                rest = indent + rest.substring(end).strip();
            }
            lines.add(rest);
        }
        return lines.stream();
    }
}
