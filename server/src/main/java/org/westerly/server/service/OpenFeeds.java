package org.westerly.server.service;

import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.error.WesException;
import org.westerly.server.events.Signals;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.ReadLogs;
import org.westerly.server.run.Run;
import org.westerly.server.service.LogFeed.LogSignals;
import org.westerly.server.store.RunStore;

/** Opens streams, for those who may see what they deliver. */
public final class OpenFeeds {

    private final RunStore store;
    private final FindRun runs;
    private final FindLog findLog;
    private final ReadLogs logs;
    private final LogSignals signals;

    /**
     * Opens nothing yet.
     *
     * @param lines fired when a run has new lines
     * @param moves fired when a run has come into another state
     */
    public OpenFeeds(RunStore store, Engines engines, RunFolders folders, ReadLogs logs, Signals lines, Signals moves) {
        this.store = store;
        this.runs = new FindRun(store);
        this.findLog = new FindLog(store, engines, folders);
        this.logs = logs;
        this.signals = new LogSignals(lines, moves);
    }

    /**
     * The states of a run.
     *
     * @throws WesException RUN_NOT_FOUND
     */
    public Feed states(Caller caller, String id, boolean includeDeleted, WesVersion version) {
        Run run = runs.find(caller, id, includeDeleted);
        return new StateFeed(run.id(), version, store, signals.moves());
    }

    /**
     * The lines of a run.
     *
     * @throws WesException RUN_NOT_FOUND, or INVALID_PAGE when {@code asked} names no stream
     */
    public Feed lines(Caller caller, String id, LogListing asked, WesVersion version) {
        LogFilter filter = LogFilter.of(asked);
        return new LogFeed(
                findLog.find(caller, id, asked.includeDeleted(), null),
                filter.streams(),
                version,
                store,
                logs,
                signals);
    }

    /** The states of all runs that the caller may see. */
    public Feed events(Caller caller, WesVersion version) {
        return new EventFeed(caller.owner(), version, store, signals.moves());
    }
}
