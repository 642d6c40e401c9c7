package org.westerly.server.service;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunSummary;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.service.PageTokens.Place;
import org.westerly.server.store.ListedRun;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.Beginning;
import org.westerly.server.store.RunStore;

/** Lists the caller's runs as they were when the first page was asked for; the states are live. */
public final class ListRuns {

    private final RunStore store;
    private final PageTokens tokens;
    private final PageSize pageSize;
    private final InstantSource clock;

    public ListRuns(RunStore store, PageSize pageSize, InstantSource clock) {
        this.store = store;
        this.pageSize = pageSize;
        this.clock = clock;
        this.tokens = new PageTokens(store.signingKey());
    }

    /**
     * One page.
     *
     * @throws WesException INVALID_REQUEST with every fault, INVALID_PAGE if only the page is at fault, or OTHER_OWNER
     */
    public RunListResponse list(Caller caller, RunListing asked) {
        ReadRunFilter reading = new ReadRunFilter(asked);
        RunFilter filter = reading.filter(caller);
        int size = size(asked, reading.faults());
        List<String> binding = Stream.concat(Stream.of(caller.owner().name()), filter.binding().stream())
                .toList();
        String token = asked.page().token();
        Place place = token == null || token.isEmpty()
                ? Place.first(store.newestSequence(), clock.instant())
                : tokens.read(token, binding);
        if (filter.nothing()) {
            return new RunListResponse(List.of(), "", filter.total() ? 0L : null);
        }
        Beginning begun = place.begun();
        // One more than the page holds tells whether there is another.
        List<ListedRun> found =
                store.list(new RunQuery(filter.selection(), filter.order(), begun, place.after(), size + 1));
        List<ListedRun> page = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size
                ? tokens.write(Place.of(begun, filter.order().placeOf(page.getLast(), begun.at())), binding)
                : "";
        return new RunListResponse(
                page.stream().map(run -> summary(run, asked.version())).toList(), next, total(filter, begun));
    }

    private int size(RunListing asked, List<FieldFault> faults) {
        try {
            int size = pageSize.of(asked.page().size());
            if (faults.isEmpty()) {
                return size;
            }
        } catch (WesException invalid) {
            if (faults.isEmpty()) {
                throw invalid;
            }
            faults.addAll(invalid.faults());
        }
        throw new WesException(ErrorCode.INVALID_REQUEST, faults);
    }

    private @Nullable Long total(RunFilter filter, Beginning begun) {
        return filter.total() ? store.count(filter.selection(), begun.newest()) : null;
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
