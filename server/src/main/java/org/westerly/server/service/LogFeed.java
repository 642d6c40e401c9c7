package org.westerly.server.service;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.api.LogLine;
import org.westerly.api.StreamEnd;
import org.westerly.server.events.Signals;
import org.westerly.server.logs.LogPage;
import org.westerly.server.logs.LogStream;
import org.westerly.server.logs.ReadLogs;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.service.FindLog.Found;
import org.westerly.server.store.RunStore;

/** The lines of a run's engine. */
final class LogFeed implements Feed {

    private static final int AT_ONCE = 500;

    /** Characters that wait in memory for each reader that does not take them. */
    private static final int MOST = 64 << 10;

    private record Key(RunId run, Set<LogStream> streams, WesVersion version) {}

    private final Found log;
    private final Set<LogStream> streams;
    private final WesVersion version;
    private final RunStore store;
    private final ReadLogs logs;
    private final LogSignals signals;

    /**
     * Who tells of what.
     *
     * @param lines that a run has new lines
     * @param moves that a run has come into another state
     */
    record LogSignals(Signals lines, Signals moves) {}

    LogFeed(Found log, Set<LogStream> streams, WesVersion version, RunStore store, ReadLogs logs, LogSignals signals) {
        this.log = log;
        this.streams = Set.copyOf(streams);
        this.version = version;
        this.store = store;
        this.logs = logs;
        this.signals = signals;
    }

    @Override
    public Object key() {
        return new Key(log.run().id(), streams, version);
    }

    @Override
    public long beginning() {
        return 0;
    }

    @Override
    public Portion after(long id) {
        RunId run = log.run().id();
        // Before the lines: all of them are numbered when the end is stored.
        RunState state = store.get(run).map(Run::state).orElse(RunState.SYSTEM_ERROR);
        logs.ofRun(run, log.files(), state.terminal());
        LogPage page = logs.after(log.files(), streams, id, AT_ONCE, MOST, log.mask());
        List<LogLine> lines = PageLogs.render(run, null, page.lines());
        List<Item> items =
                lines.stream().map(line -> new Item(line.seq(), line)).toList();
        return new Portion(items, page.next(), end(state, items));
    }

    private @Nullable StreamEnd end(RunState state, List<Item> items) {
        return state.terminal() && items.isEmpty()
                ? StateFeed.finished(log.run().id(), state, version)
                : null;
    }

    @Override
    public Signals.Subscription subscribe(Runnable wake) {
        Signals.Subscription lines = signals.lines().of(log.run().id(), wake);
        Signals.Subscription moves = signals.moves().of(log.run().id(), wake);
        return () -> {
            lines.close();
            moves.close();
        };
    }
}
