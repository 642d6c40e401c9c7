package org.westerly.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.api.LogLine;
import org.westerly.api.LogPage;
import org.westerly.cli.show.JsonOut;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.Screen.Ink;
import org.westerly.cli.show.States;
import org.westerly.client.Follow;
import org.westerly.client.LogQuery;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a run, or one of its tasks, wrote. */
@Command(name = "logs", description = "Show what a run or a task wrote.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    /** There is no stream of a task's lines. */
    private static final long BETWEEN_MILLIS = 500;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the run has ended.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines of what there is.")
    private int tail = -1;

    @Option(names = "--task", paramLabel = "ID", description = "Of this task, as 'status' names it.")
    private @Nullable String task;

    @ArgGroup
    private Only only = new Only();

    private static final class Only {

        @Option(names = "--stdout", description = "Standard output only.")
        private boolean stdout;

        @Option(names = "--stderr", description = "Standard error only.")
        private boolean stderr;
    }

    @Override
    public Integer call() {
        if (tail < -1) {
            throw new InvalidUseException("--tail must be 0 or more, and is " + tail);
        }
        LogQuery query = LogQuery.ALL;
        query = task == null ? query : query.ofTask(task);
        query = only.stderr ? query.onlyOf("stderr") : only.stdout ? query.onlyOf("stdout") : query;
        try (WesterlyClient client = options.client()) {
            long after = tail >= 0 ? tail(client, query) : 0;
            if (follow && task == null) {
                stream(client, query.after(after));
            } else if (follow) {
                poll(client, query.after(after));
            } else if (tail < 0) {
                pages(client, query);
            }
        }
        return 0;
    }

    /** What there is at the end; answers where that is. */
    private long tail(WesterlyClient client, LogQuery query) {
        LogPage page = client.logs(run, query.last(Math.max(tail, 1)));
        if (tail > 0) {
            page.lines().forEach(this::show);
        }
        return page.nextAfterSeq();
    }

    private long pages(WesterlyClient client, LogQuery query) {
        LogQuery next = query;
        while (true) {
            LogPage page = client.logs(run, next);
            page.lines().forEach(this::show);
            if (page.lines().isEmpty()) {
                return page.nextAfterSeq();
            }
            next = next.after(page.nextAfterSeq());
        }
    }

    private void stream(WesterlyClient client, LogQuery query) {
        try (Follow<LogLine> lines = client.followLogs(run, query)) {
            lines.forEachRemaining(this::show);
        }
    }

    private void poll(WesterlyClient client, LogQuery query) {
        LogQuery next = query;
        while (true) {
            // Asked before the lines: what is written after the end is told is nothing.
            boolean ended = States.ended(client.status(run).state());
            next = next.after(pages(client, next));
            if (ended) {
                return;
            }
            try {
                Thread.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void show(LogLine line) {
        if (options.json()) {
            json().write(line);
        } else {
            screen().output(
                            line.stream().equals("stderr") && !only.stderr ? Ink.FAINT : Ink.PLAIN,
                            line.line(),
                            !Boolean.TRUE.equals(line.partial()));
        }
    }

    private @Nullable Screen screen;
    private @Nullable JsonOut json;

    private Screen screen() {
        Screen known = screen == null ? options.screen() : screen;
        screen = known;
        return known;
    }

    private JsonOut json() {
        JsonOut known = json == null ? options.jsonOut() : json;
        json = known;
        return known;
    }
}
