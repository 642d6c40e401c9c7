package org.westerly.server.executor.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.westerly.server.executor.local.ProcessTable.Entry;

/** All processes as one look found them, and, where somebody asks, by what each is marked. For many threads. */
final class ProcessView {

    private final List<Entry> all;
    private final Function<Entry, Set<String>> read;
    private final ConcurrentMap<Entry, Set<String>> marks = new ConcurrentHashMap<>();

    ProcessView(List<Entry> all, Function<Entry, Set<String>> read) {
        this.all = List.copyOf(all);
        this.read = read;
    }

    List<Entry> since(long start) {
        return all.stream().filter(entry -> entry.start() >= start).toList();
    }

    /** Does it carry this mark, a variable with its value? Not if we may not look. */
    boolean carries(Entry entry, String mark) {
        return marks(entry).contains(mark);
    }

    /** The value of this mark; empty when it has none, or we may not look. */
    Optional<String> mark(Entry entry, String name) {
        return marks(entry).stream()
                .filter(mark -> mark.startsWith(name + "="))
                .map(mark -> mark.substring(name.length() + 1))
                .findFirst();
    }

    /** Read once for all who ask. */
    private Set<String> marks(Entry entry) {
        return marks.computeIfAbsent(entry, read);
    }
}
