package org.westerly.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.api.RunSummary;
import org.westerly.api.State;
import org.westerly.cli.show.JsonOut;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.States;
import org.westerly.client.RunFilter;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "List runs, newest first.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final int LARGEST_PAGE = 1000;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--state", paramLabel = "STATE", description = "In this state. May be repeated: any of them.")
    private List<State> states = List.of();

    @Option(names = "--tag", paramLabel = "NAME[=VALUE]", description = "With this tag. May be repeated: all of them.")
    private List<String> tags = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 20 if nothing is said, 0 for all.")
    private int limit = 20;

    @Option(names = "--deleted", description = "Those that were deleted, too.")
    private boolean deleted;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new InvalidUseException("--limit must be 0 or more, and is " + limit);
        }
        RunFilter filter = new RunFilter(
                states,
                tags.stream().map(tag -> tag.replaceFirst("=", ":")).toList(),
                "",
                deleted,
                limit == 0 ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE));
        try (WesterlyClient client = options.client()) {
            Stream<RunSummary> runs = client.runs(filter);
            Stream<RunSummary> some = limit == 0 ? runs : runs.limit(limit);
            if (options.json()) {
                JsonOut out = options.jsonOut();
                some.forEach(out::write);
            } else {
                Screen screen = options.screen();
                some.forEach(run -> show(screen, run));
            }
        }
        return 0;
    }

    private static void show(Screen screen, RunSummary run) {
        Map<String, String> tags = new TreeMap<>(run.tags());
        String words = tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" "));
        screen.line(
                States.ink(run.state()),
                "%-36s  %-14s  %-20s  %s"
                        .formatted(run.runId(), run.state(), run.startTime() == null ? "-" : run.startTime(), words)
                        .stripTrailing());
    }
}
