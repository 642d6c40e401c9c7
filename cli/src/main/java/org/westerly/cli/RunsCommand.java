package org.westerly.cli;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this workflow type.")
    private @Nullable String type;

    @Option(names = "--engine", paramLabel = "NAME[@VERSION]", description = "On this engine.")
    private @Nullable String engine;

    @Option(names = "--workflow", paramLabel = "URL", description = "Of this workflow, named as it was submitted.")
    private @Nullable String workflow;

    @Option(names = "--search", paramLabel = "WORDS", description = "With these words in tags, workflow or id.")
    private @Nullable String words;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Submitted then or later: 12h or 7d ago, a day such as 2026-11-21, or RFC 3339.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Submitted before that; as for --since.")
    private @Nullable String until;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "submitted_at, start_time or end_time, and :asc or :desc; submitted_at:desc if nothing is"
                    + " said.")
    private @Nullable String sort;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 20 if nothing is said, 0 for all.")
    private int limit = 20;

    @Option(names = "--deleted", description = "Those that were deleted, too.")
    private boolean deleted;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new InvalidUseException("--limit must be 0 or more, and is " + limit);
        }
        RunFilter filter = filter(new ReadTime(InstantSource.system(), ZoneId.systemDefault()));
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

    private RunFilter filter(ReadTime time) {
        RunFilter filter = RunFilter.ALL.withPageSize(limit == 0 ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE));
        for (State state : states) {
            filter = filter.withState(state);
        }
        for (String tag : tags) {
            filter = filter.withTag(tag.replaceFirst("=", ":"));
        }
        filter = type == null ? filter : filter.withWorkflowType(type);
        filter = engine == null ? filter : filter.withEngine(engine);
        filter = workflow == null ? filter : filter.withWorkflowUrl(workflow);
        filter = words == null ? filter : filter.withWords(words);
        filter = since == null ? filter : filter.since(time.of("--since", since));
        filter = until == null ? filter : filter.until(time.of("--until", until));
        filter = sort == null ? filter : filter.sortedBy(sort);
        return deleted ? filter.withDeleted() : filter;
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
