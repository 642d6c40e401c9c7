package org.westerly.server.executor.local;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.westerly.server.executor.local.ProcessTable.Entry;

/** All processes as one look found them, and, where somebody asks, by which job each is marked. For many threads. */
final class ProcessView {

    private final List<Entry> all;
    private final Function<Entry, String> mark;
    private final ConcurrentMap<Entry, String> marks = new ConcurrentHashMap<>();

    ProcessView(List<Entry> all, Function<Entry, String> mark) {
        this.all = List.copyOf(all);
        this.mark = mark;
    }

    List<Entry> since(long start) {
        return all.stream().filter(entry -> entry.start() >= start).toList();
    }

    /** Read once for all who ask; empty when it has none, or we may not look. */
    String mark(Entry entry) {
        return marks.computeIfAbsent(entry, mark);
    }
}
