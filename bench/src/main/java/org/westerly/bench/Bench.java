package org.westerly.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.app.StartRefusedException;
import org.westerly.server.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the packaged server and prints a table; started by {@code ./westerly bench}. */
@Command(
        name = "bench",
        description = "Measure the server.",
        mixinStandardHelpOptions = true,
        subcommands = LoadCommand.class)
public final class Bench implements Callable<Integer> {

    private static final int DELETIONS = 20;
    private static final Duration BETWEEN_DELETIONS = Duration.ofMillis(500);

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Some of start, completion, requests, lists, streams, logs, concurrent; all without it.")
    private @Nullable List<String> only;

    @Option(names = "--starts", defaultValue = "5", description = "Starts of each kind; ${DEFAULT-VALUE}.")
    private int starts;

    @Option(names = "--stored", defaultValue = "100000", description = "Runs in the store; ${DEFAULT-VALUE}.")
    private int stored;

    @Option(
            names = "--listed",
            defaultValue = "1000000",
            description = "Runs in the store for lists; ${DEFAULT-VALUE}.")
    private int listed;

    @Option(names = "--streams", defaultValue = "10000", description = "Open at once; ${DEFAULT-VALUE}.")
    private int streams;

    @Option(names = "--lines", defaultValue = "10000000", description = "Lines of a long log; ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--at-work", defaultValue = "1000", description = "Runs at work at once; ${DEFAULT-VALUE}.")
    private int atWork;

    @Option(names = "--connections", defaultValue = "64", description = "At once; ${DEFAULT-VALUE}.")
    private int connections;

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds of each load; ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "10", description = "Measured of each load; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--completions", defaultValue = "50", description = "Runs to COMPLETE; ${DEFAULT-VALUE}.")
    private int completions;

    @Option(names = "--scratch", paramLabel = "DIR", description = "On the disk to measure; the project's target/.")
    private @Nullable Path scratch;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler(Bench::explain)
                .execute(arguments));
    }

    /** What the operator can mend is said in words. */
    private static int explain(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        if (problem instanceof StartRefusedException || problem instanceof StoreException) {
            command.getErr().println("westerly: " + problem.getMessage());
        } else {
            problem.printStackTrace(command.getErr());
        }
        return 1;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.ofLauncher();
        Path parent = scratch != null ? scratch : installation.root().resolve("target");
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "bench-");
        try {
            Map<String, Scenario> scenarios = scenarios(installation, folder);
            if (only != null && !scenarios.keySet().containsAll(only)) {
                System.err.println("westerly: --only=" + only + ": allowed are " + scenarios.keySet());
                return 2;
            }
            Conditions conditions = new Conditions(installation, folder);
            Table table = new Table();
            for (Map.Entry<String, Scenario> each : scenarios.entrySet()) {
                if (only == null || only.contains(each.getKey())) {
                    System.err.println("measuring: " + each.getKey());
                    each.getValue().measure(table);
                }
            }
            System.out.println(LocalDate.now(ZoneId.systemDefault()));
            conditions.lines().forEach(line -> System.out.println("- " + line));
            System.out.println();
            System.out.print(table);
            return 0;
        } finally {
            delete(folder);
        }
    }

    private Map<String, Scenario> scenarios(Installation installation, Path folder) {
        Load.Plan plan = new Load.Plan(connections, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("start", new StartScenario(installation, folder, starts));
        scenarios.put("completion", new CompletionScenario(installation, folder, completions));
        scenarios.put("requests", new RequestScenario(installation, folder, stored, plan));
        scenarios.put("lists", new ListScenario(installation, folder, listed));
        scenarios.put("streams", new StreamScenario(installation, folder, streams));
        scenarios.put("logs", new LogScenario(installation, folder, lines));
        scenarios.put("concurrent", new ConcurrentScenario(installation, folder, atWork));
        return scenarios;
    }

    private static void delete(Path folder) throws InterruptedException {
        for (int left = DELETIONS; left > 0; left--) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (IOException | UncheckedIOException stillWritten) {
                // An engine outlives its server, and writes into its folder when it ends.
                Thread.sleep(BETWEEN_DELETIONS);
            }
        }
        System.err.println("westerly: could not remove " + folder);
    }
}
