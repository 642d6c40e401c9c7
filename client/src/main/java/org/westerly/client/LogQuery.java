package org.westerly.client;

import org.jspecify.annotations.Nullable;

/**
 * Which lines of a run.
 *
 * @param task of this task; null for the engine's own
 * @param stream {@code stdout} or {@code stderr}; null for both
 * @param afterSeq lines behind this one; 0 for the beginning
 * @param tail the last so many, and {@code afterSeq} is of no meaning; 0 for those behind it
 * @param pageSize lines at a time
 */
public record LogQuery(@Nullable String task, @Nullable String stream, long afterSeq, int tail, int pageSize) {

    /** From the first line on, both streams of the engine. */
    public static final LogQuery ALL = new LogQuery(null, null, 0, 0, 500);

    /** Of this task. */
    public LogQuery ofTask(String id) {
        return new LogQuery(id, stream, afterSeq, tail, pageSize);
    }

    /** Of {@code stdout} or {@code stderr} only. */
    public LogQuery onlyOf(String name) {
        return new LogQuery(task, name, afterSeq, tail, pageSize);
    }

    /** Behind this line. */
    public LogQuery after(long seq) {
        return new LogQuery(task, stream, seq, 0, pageSize);
    }

    /** The last so many. */
    public LogQuery last(int lines) {
        return new LogQuery(task, stream, 0, lines, pageSize);
    }

    String path(String run) {
        String ofTask = task == null ? "" : "/tasks/" + Query.encoded(task);
        Query query = new Query().with("stream", stream);
        if (tail > 0) {
            query.with("tail", tail);
        } else {
            query.with("after_seq", afterSeq).with("page_size", pageSize);
        }
        return "/runs/" + Query.encoded(run) + ofTask + "/logs" + query;
    }
}
