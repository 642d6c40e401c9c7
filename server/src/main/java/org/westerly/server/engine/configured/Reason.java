package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.events.TaskEvents;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;

/** Why a workflow failed, in a few lines that its author can act on, without paths of this machine. */
record Reason(RunFolder folder, TaskEvents events, LogTail stderr, LogTail stdout) {

    private static final int LIMIT = 1_500;

    /** Characters in which paths are looked for: what a workflow says may be one endless word. */
    private static final int WORKED_ON = 4 * LIMIT;

    String text(String engine, int code) {
        String text = failedTask()
                .or(() -> events.errors().isEmpty()
                        ? Optional.empty()
                        : Optional.of(events.errors().getLast()))
                .or(this::lastError)
                .map(reason -> engine + " exited with code " + code + ": " + reason)
                .orElse(engine + " exited with code " + code + " without a word");
        return clean(text.length() > WORKED_ON ? text.substring(0, WORKED_ON) : text);
    }

    private Optional<String> failedTask() {
        return events.failed()
                .map(task -> "task '" + task.name() + "' failed"
                        + (task.exitCode() == null ? "" : " with exit code " + task.exitCode())
                        + words(task).map(words -> ": " + words).orElse(""));
    }

    private Optional<String> words(TaskRecord task) {
        return task.systemLogs().stream()
                .findFirst()
                .or(() -> LogTail.of(folder, task.stderr()).last());
    }

    /** Nextflow reports on standard output, what could not even start on standard error. */
    private Optional<String> lastError() {
        return Stream.of(stderr, stdout)
                .flatMap(log -> fromError(log).stream())
                .findFirst()
                .or(stderr::last);
    }

    /** From the last line that says "error" to a few lines below it: the cause often follows. */
    private static Optional<String> fromError(LogTail log) {
        return log.last(line -> line.startsWith("ERROR")
                        || line.toLowerCase(Locale.ROOT).startsWith("error"))
                .map(line -> String.join(
                        "\n",
                        log.lines().stream()
                                .skip(log.lines().lastIndexOf(line))
                                .limit(8)
                                .toList()));
    }

    /** Paths below the run's folder become relative, however they are written: plain, as a URL, with leading dots. */
    private String clean(String text) {
        Path name = folder.root().getFileName();
        String cleaned = text.replace(folder.root() + "/", name + "/");
        for (String folderName : List.of(name.toString(), EncodedPath.of(name))) {
            cleaned = cleaned.replaceAll(
                    "(?:(?:[a-z]+://)?/|[.]{2}/)?[^\\s'\"`]*?" + Pattern.quote(folderName) + "/(?:work/)?", "");
        }
        return cleaned.length() > LIMIT ? cleaned.substring(0, LIMIT) + "…" : cleaned;
    }
}
