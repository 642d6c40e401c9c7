package org.westerly.server.engine.configured;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.RunFolder;

/** Why a workflow failed, in a few lines that its author can act on, without paths of this machine. */
record Reason(RunFolder folder, TaskEvents events, LogTail stderr, LogTail stdout) {

    private static final int LIMIT = 1_500;

    String text(String engine, int code) {
        String text = failedTask()
                .or(() -> events.errors().isEmpty()
                        ? Optional.empty()
                        : Optional.of(events.errors().getLast()))
                .or(this::lastError)
                .map(reason -> engine + " exited with code " + code + ": " + reason)
                .orElse(engine + " exited with code " + code + " without a word");
        return clean(text);
    }

    private Optional<String> failedTask() {
        return events.failed()
                .map(task -> "task '" + task.name() + "' failed with exit code " + task.exitCode()
                        + words(task).map(words -> ": " + words).orElse(""));
    }

    private static Optional<String> words(TaskRecord task) {
        return task.systemLogs().stream()
                .findFirst()
                .or(() -> LogTail.of(task.stderr()).last());
    }

    /** Nextflow reports on standard output, what could not even start on standard error. */
    private Optional<String> lastError() {
        return Stream.of(stderr, stdout)
                .flatMap(log -> fromError(log).stream())
                .findFirst()
                .or(stderr::last)
                .or(stdout::last);
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

    private String clean(String text) {
        String root = folder.root().toString();
        String relative = text.replace("file://" + root + "/work/", "")
                .replace(root + "/work/", "")
                .replace("file://" + root + "/", "")
                .replace(root + "/", "");
        return relative.length() > LIMIT ? relative.substring(0, LIMIT) + "…" : relative;
    }
}
