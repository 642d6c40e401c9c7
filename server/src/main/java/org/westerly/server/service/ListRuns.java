package org.westerly.server.service;

import java.util.List;
import java.util.stream.Stream;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunSummary;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.WesException;
import org.westerly.server.service.PageTokens.Place;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunStore;

/** Lists the caller's runs, newest first, as they were when the first page was asked for; the states are live. */
public final class ListRuns {

    private final RunStore store;
    private final PageTokens tokens;
    private final PageSize pageSize;

    public ListRuns(RunStore store, PageSize pageSize) {
        this.store = store;
        this.pageSize = pageSize;
        this.tokens = new PageTokens(store.signingKey());
    }

    /**
     * One page.
     *
     * @throws WesException INVALID_PAGE or INVALID_REQUEST, naming the query parameter
     */
    public RunListResponse list(Caller caller, RunListing asked) {
        RunFilter filter = RunFilter.of(asked);
        int size = pageSize.of(asked.page().size());
        List<String> binding = Stream.concat(Stream.of("runs", caller.owner().name()), filter.binding().stream())
                .toList();
        String token = asked.page().token();
        Place place = token == null || token.isEmpty()
                ? new Place(store.newestSequence(), Long.MAX_VALUE)
                : tokens.read(token, binding);
        if (!filter.anyState() && filter.states().isEmpty()) {
            return new RunListResponse(List.of(), "");
        }
        // One more than the page holds tells whether there is another.
        List<ListedRun> found = store.list(new RunQuery(
                caller.owner(),
                filter.states(),
                filter.tags(),
                filter.includeDeleted(),
                place.bound(),
                place.last(),
                size + 1));
        List<ListedRun> page = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size
                ? tokens.write(new Place(place.bound(), page.getLast().sequence()), binding)
                : "";
        return new RunListResponse(
                page.stream().map(run -> summary(run, asked.version())).toList(), next);
    }

    private static RunSummary summary(ListedRun run, WesVersion version) {
        return new RunSummary(
                run.id().value(),
                version.state(run.state()),
                WireTime.of(run.startTime()),
                WireTime.of(run.endTime()),
                run.tags());
    }
}
