package org.westerly.server.service;

import java.util.List;
import org.westerly.server.events.Signals;
import org.westerly.server.run.Owner;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.RunStore;

/** The states of every run of one owner. Never ends. */
final class EventFeed implements Feed {

    private static final int AT_ONCE = 500;

    private record Key(Owner owner, WesVersion version) {}

    private final Owner owner;
    private final WesVersion version;
    private final RunStore store;
    private final Signals moves;

    EventFeed(Owner owner, WesVersion version, RunStore store, Signals moves) {
        this.owner = owner;
        this.version = version;
        this.store = store;
        this.moves = moves;
    }

    @Override
    public Object key() {
        return new Key(owner, version);
    }

    /** Now: what was before is in the lists. */
    @Override
    public long beginning() {
        return store.newestPosition();
    }

    @Override
    public Portion after(long id) {
        List<JournalLine> lines = store.journalAfter(id, AT_ONCE);
        List<Item> items = lines.stream()
                .filter(line -> line.owner().equals(owner) && StateFeed.changes(line.entry()))
                .map(line -> StateFeed.item(line, version))
                .toList();
        return new Portion(items, lines.isEmpty() ? id : lines.getLast().position(), null);
    }

    @Override
    public Signals.Subscription subscribe(Runnable wake) {
        return moves.ofAll(wake);
    }
}
