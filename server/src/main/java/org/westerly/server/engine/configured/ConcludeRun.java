package org.westerly.server.engine.configured;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning.Outcome;
import org.westerly.server.engine.events.TaskEvents;
import org.westerly.server.engine.outputs.OutputReader;
import org.westerly.server.engine.outputs.OutputsUnreadableException;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunEvent;

/**
 * The one place that says what the end of an engine means for its run. Exit codes alone do not tell: both built-in
 * engines exit with 1 for a task that failed, a document they reject and a file that is not there, so events and logs
 * are heard as well.
 */
record ConcludeRun(String engine, OutputReader outputs, Map<Integer, ExitMeaning> exitCodes) {

    private static final String DISK_FULL = "No space left on device";

    /** What engines say when they are damaged themselves, before they could do anything. */
    private static final List<String> DAMAGED = List.of(
            "ModuleNotFoundError",
            "ImportError",
            "can't open file",
            "Could not find or load main class",
            "NoClassDefFoundError",
            "UnsupportedClassVersionError",
            "Could not create the Java Virtual Machine");

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    RunEvent conclude(RunFolder folder, int code, TaskEvents events) {
        ExitMeaning meaning = exitCodes.get(code);
        boolean success = meaning == null ? code == 0 : meaning.outcome() == Outcome.SUCCESS;
        return success ? succeeded(folder, code) : notSucceeded(folder, code, events);
    }

    private RunEvent succeeded(RunFolder folder, int code) {
        try {
            OutputReader.Found found = outputs.read(folder);
            return new RunEvent.Succeeded(code, found.json(), found.notes());
        } catch (OutputsUnreadableException e) {
            return new RunEvent.Faulted(code, String.valueOf(e.getMessage()));
        }
    }

    private RunEvent notSucceeded(RunFolder folder, int code, TaskEvents events) {
        LogTail stderr = LogTail.of(folder, folder.stderr());
        LogTail stdout = LogTail.of(folder, folder.stdout());
        Reason reason = new Reason(folder, events, stderr, stdout);
        Optional<String> fault = fault(folder, code, events, stderr, stdout);
        if (fault.isPresent()) {
            return new RunEvent.Faulted(code, fault.get());
        }
        ExitMeaning meaning = exitCodes.get(code);
        if (meaning != null && meaning.outcome() == Outcome.FAULT) {
            return new RunEvent.Faulted(code, meaning.reason() + "; " + reason.text(engine, code));
        }
        String told = meaning == null ? reason.text(engine, code) : meaning.reason() + "; " + reason.text(engine, code);
        return new RunEvent.Failed(code, partial(folder), told);
    }

    private Optional<String> fault(RunFolder folder, int code, TaskEvents events, LogTail stderr, LogTail stdout) {
        Stream<LogTail> ofTasks = events.failed().stream().map(task -> LogTail.of(folder, task.stderr()));
        if (Stream.concat(Stream.of(stderr, stdout), ofTasks).anyMatch(log -> log.mentions(DISK_FULL))) {
            return Optional.of("the disk is full: " + DISK_FULL);
        }
        // An engine that announced its exit was not killed: it may pass on the exit code of a task that was.
        Optional<Signal> signal = events.exitCode() == null ? Signal.of(code) : Optional.empty();
        if (signal.isPresent()) {
            return Optional.of(engine + " was ended by " + signal.get().told());
        }
        if (events.isEmpty() && (code == NOT_FOUND || code == NOT_EXECUTABLE)) {
            return Optional.of(engine + " could not be started (exit code " + code + ")");
        }
        boolean damaged = DAMAGED.stream().anyMatch(stderr::mentions);
        return events.isEmpty() && damaged
                ? Optional.of(engine + " is damaged: " + stderr.last().orElse(""))
                : Optional.empty();
    }

    private String partial(RunFolder folder) {
        try {
            return outputs.partial(folder).json();
        } catch (OutputsUnreadableException e) {
            return "{}";
        }
    }
}
