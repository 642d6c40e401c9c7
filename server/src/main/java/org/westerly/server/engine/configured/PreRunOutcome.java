package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.HookOutput;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunEvent;

/**
 * What became of the hook before an engine, by the files that its script leaves in the run's folder.
 *
 * @param word what the script said last: a word, or the hook's exit code
 * @param program the engine's
 */
record PreRunOutcome(String word, String hook, String seconds, String program) {

    /** Before what the shell itself complains of, which names the server's files. */
    static final String SHELL = "westerly-pre-run";

    /** As long as the script stays silent. The length is the script's, which writes over it. */
    private static final String EXPECTED = "%-12s".formatted("expected");

    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;

    static Path file(RunFolder folder) {
        return folder.engine().resolve("pre-run");
    }

    static Path log(RunFolder folder) {
        return folder.engine().resolve("pre-run.log");
    }

    private static Path endOfLog(RunFolder folder) {
        return beside(folder, ".end");
    }

    private static Path beside(RunFolder folder, String suffix) {
        return folder.engine().resolve("pre-run.log" + suffix);
    }

    /** A shell knows whole seconds only. */
    static long seconds(HookCall hook) {
        return Math.max(1, hook.limit().plusMillis(999).toSeconds());
    }

    /** Of an earlier launch that was begun and never happened. */
    static void clear(RunFolder folder) throws IOException {
        List<Path> files =
                List.of(file(folder), log(folder), endOfLog(folder), beside(folder, ".pipe"), beside(folder, ".read"));
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** From now on a job that ends without another word has not come to its engine. */
    static void expect(HookCall hook, String program, RunFolder folder) throws IOException {
        Files.writeString(
                file(folder),
                String.join("\n", EXPECTED, oneLine(hook.name()), Long.toString(seconds(hook)), oneLine(program), ""));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    /**
     * The end of the run: what the engine's end means, if it came so far, with what the hook had to say; else why it did
     * not.
     */
    static RunEvent conclude(RunFolder folder, int exitCode, Supplier<RunEvent> engine) {
        Optional<PreRunOutcome> outcome = read(folder);
        if (outcome.isEmpty()) {
            return engine.get();
        }
        RunEvent event = outcome.get()
                .fault(folder, exitCode)
                .<RunEvent>map(fault -> fault)
                .orElseGet(engine);
        return event.noting(HookOutput.lines(outcome.get().hook(), said(folder)));
    }

    private static Optional<PreRunOutcome> read(RunFolder folder) {
        List<String> lines = LogTail.of(folder, file(folder)).lines();
        return lines.size() < 4
                ? Optional.empty()
                : Optional.of(new PreRunOutcome(lines.getFirst(), lines.get(1), lines.get(2), lines.get(3)));
    }

    private Optional<RunEvent.Faulted> fault(RunFolder folder, int exitCode) {
        return switch (word) {
            case "0" -> Optional.empty();
            case "unstartable" ->
                Optional.of(new RunEvent.Faulted(
                        null,
                        "the engine could not be started: the program '"
                                + Path.of(program).getFileName() + "' "
                                + (exitCode == NOT_FOUND
                                        ? "was not found, or the interpreter that its first line names is missing"
                                        : "could not be executed")));
            case "late" -> notReached(hook + " took longer than " + seconds + " s and was killed");
            case "nopipe" -> notReached(hook + " could not be run, because no pipe for its output could be made");
            case "expected" ->
                notReached(hook + " was ended by "
                        + Signal.of(exitCode).map(Signal::told).orElse("something outside of it"));
            default -> notReached(hook + " " + failure() + last(folder));
        };
    }

    private static Optional<RunEvent.Faulted> notReached(String why) {
        return Optional.of(new RunEvent.Faulted(null, "the engine was not started: " + why));
    }

    private String failure() {
        return switch (word) {
            case "" + NOT_FOUND -> "was not found (exit code 127)";
            case "" + NOT_EXECUTABLE -> "could not be executed (exit code 126)";
            default -> "failed with exit code " + word;
        };
    }

    private static String last(RunFolder folder) {
        return said(folder)
                .lines()
                .reduce((_, line) -> line)
                .map(line -> ": " + (line.length() > 500 ? line.substring(0, 500) + "…" : line))
                .orElse("");
    }

    private static String said(RunFolder folder) {
        LogTail end = LogTail.of(folder, endOfLog(folder));
        return (end.lines().isEmpty() ? LogTail.of(folder, log(folder)) : end)
                .lines().stream().filter(line -> !line.startsWith(SHELL + ":")).collect(Collectors.joining("\n"));
    }
}
