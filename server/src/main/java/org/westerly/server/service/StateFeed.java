package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.StateChange;
import org.westerly.api.StreamEnd;
import org.westerly.server.events.Signals;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.RunStore;

/** The states of one run, from its first to its last. */
final class StateFeed implements Feed {

    private record Key(RunId run, WesVersion version) {}

    private final RunId run;
    private final WesVersion version;
    private final RunStore store;
    private final Signals moves;

    StateFeed(RunId run, WesVersion version, RunStore store, Signals moves) {
        this.run = run;
        this.version = version;
        this.store = store;
        this.moves = moves;
    }

    @Override
    public Object key() {
        return new Key(run, version);
    }

    @Override
    public long beginning() {
        return 0;
    }

    @Override
    public Portion after(long id) {
        List<JournalLine> history = store.history(run);
        List<Item> items = history.stream()
                .filter(line -> line.position() > id && changes(line.entry()))
                .map(line -> item(line, version))
                .toList();
        long last = history.isEmpty() ? id : Math.max(id, history.getLast().position());
        return new Portion(items, last, end(history));
    }

    private @Nullable StreamEnd end(List<JournalLine> history) {
        RunState state =
                history.isEmpty() ? RunState.QUEUED : history.getLast().entry().to();
        return state.terminal() ? finished(run, state, version) : null;
    }

    static StreamEnd finished(RunId run, RunState state, WesVersion version) {
        return new StreamEnd(StreamEnd.RUN_FINISHED, run.value(), version.state(state));
    }

    /** Some lines of the journal tell of something else: a second launch, say. */
    static boolean changes(JournalEntry entry) {
        return entry.from() != entry.to();
    }

    static Item item(JournalLine line, WesVersion version) {
        JournalEntry entry = line.entry();
        RunState from = entry.from();
        return new Item(
                line.position(),
                new StateChange(
                        entry.run().value(),
                        version.state(entry.to()),
                        from == null ? null : version.state(from),
                        WireTime.precise(entry.at()),
                        line.position()));
    }

    @Override
    public Signals.Subscription subscribe(Runnable wake) {
        return moves.of(run, wake);
    }
}
