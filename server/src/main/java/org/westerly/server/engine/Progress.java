package org.westerly.server.engine;

import java.util.List;
import org.westerly.server.files.Fetched;

/**
 * What an engine has told of its doings so far.
 *
 * @param tasks in the order they started
 * @param fetched what it fetched by itself, in that order
 */
public record Progress(List<TaskRecord> tasks, List<Fetched> fetched) {

    public static final Progress NONE = new Progress(List.of(), List.of());

    public Progress {
        tasks = List.copyOf(tasks);
        fetched = List.copyOf(fetched);
    }
}
