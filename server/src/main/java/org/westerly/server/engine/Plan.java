package org.westerly.server.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start for a run.
 *
 * @param argv the argument list
 * @param command the argument list as it may be shown: without what stands around the engine, and with secrets masked
 * @param environment the whole environment
 * @param files to be written before the start, in this order
 * @param folders to be made before the files
 * @param notes what the user should know, for {@code system_logs}
 */
public record Plan(
        List<String> argv,
        List<String> command,
        Map<String, String> environment,
        List<PlannedFile> files,
        List<Path> folders,
        List<String> notes) {

    /** A plan that shows what it starts, and writes nothing. */
    public Plan(List<String> argv, Map<String, String> environment, List<String> notes) {
        this(argv, argv, environment, List.of(), List.of(), notes);
    }

    public Plan {
        argv = List.copyOf(argv);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
        folders = List.copyOf(folders);
        notes = List.copyOf(notes);
    }

    /** A file that the engine reads. */
    public record PlannedFile(Path path, String content) {}
}
