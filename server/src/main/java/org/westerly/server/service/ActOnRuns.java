package org.westerly.server.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.westerly.api.RunActionsResponse;
import org.westerly.api.RunActionsResponse.Result;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunSummary;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.Kind;
import org.westerly.server.error.WesException;

/** Does to many runs what can be done to one; what is refused for one keeps no other. */
public final class ActOnRuns {

    private static final Logger LOG = Logger.getLogger(ActOnRuns.class);

    /** Runs that one request acts on: few enough for an answer before a client gives up. */
    public static final int MOST = 10_000;

    /** The store commits together what is written at once, which makes ten thousand writes a matter of seconds. */
    private static final int AT_ONCE = 64;

    private final ListRuns lists;
    private final CancelRun cancel;
    private final DeleteRun delete;
    private final PurgeRun purge;

    public ActOnRuns(ListRuns lists, CancelRun cancel, DeleteRun delete, PurgeRun purge) {
        this.lists = lists;
        this.cancel = cancel;
        this.delete = delete;
        this.purge = purge;
    }

    /**
     * Which runs a filter finds.
     *
     * @param query as for a list
     * @param token of the answer before; null for the first
     */
    public record Filter(
            Map<String, List<String>> query, @Nullable String token) {
        public Filter {
            query = Map.copyOf(query);
        }
    }

    /** To runs that are named, which may be so twice; at most {@link #MOST}. */
    public RunActionsResponse act(Caller caller, WesVersion version, RunAction action, List<String> ids)
            throws InterruptedException {
        return new RunActionsResponse(results(caller, version, action, ids), false, null);
    }

    /**
     * To the runs of a list, up to {@link #MOST} of them.
     *
     * @throws WesException as {@link ListRuns#list}
     */
    public RunActionsResponse act(Caller caller, WesVersion version, RunAction action, Filter filter)
            throws InterruptedException {
        Map<String, List<String>> query = new LinkedHashMap<>(filter.query());
        if (action == RunAction.RESTORE) {
            // Without them there would be nothing to restore.
            query.put("include_deleted", List.of("true"));
        }
        List<String> ids = new ArrayList<>();
        String token = filter.token();
        do {
            RunListing.Page page = new RunListing.Page(String.valueOf(MOST - ids.size()), token);
            RunListResponse found = lists.list(caller, new RunListing(page, query, version));
            found.runs().stream().map(RunSummary::runId).forEach(ids::add);
            token = found.nextPageToken();
        } while (!token.isEmpty() && ids.size() < MOST);
        boolean more = !token.isEmpty();
        return new RunActionsResponse(results(caller, version, action, ids), more, more ? token : null);
    }

    private List<Result> results(Caller caller, WesVersion version, RunAction action, List<String> ids)
            throws InterruptedException {
        Map<String, Result> results = new LinkedHashMap<>();
        List<String> once = ids.stream().distinct().toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < once.size(); from += AT_ONCE) {
                List<Callable<Result>> some = once.subList(from, Math.min(from + AT_ONCE, once.size())).stream()
                        .<Callable<Result>>map(id -> () -> result(caller, version, action, id))
                        .toList();
                for (Future<Result> done : threads.invokeAll(some)) {
                    Result result = value(done);
                    results.put(result.runId(), result);
                }
            }
        }
        return ids.stream().map(results::get).toList();
    }

    private static Result value(Future<Result> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an act on a run lets nothing out", impossible);
        }
    }

    private Result result(Caller caller, WesVersion version, RunAction action, String id) {
        try {
            var _ = switch (action) {
                case CANCEL -> cancel.cancel(caller, id, version);
                case DELETE -> delete.delete(caller, id);
                case RESTORE -> delete.restore(caller, id);
                case PURGE -> purge.purge(caller, id);
            };
            return new Result(id, "done", null, null);
        } catch (WesException refusal) {
            return new Result(id, "refused", refusal.code().name(), refusal.getMessage());
        } catch (RuntimeException fault) {
            ErrorCode code = FailureCode.of(fault);
            if (!FailureCode.isToldAlready(fault)) {
                LOG.warnf(fault, "%s of run %s among many failed", action.word(), id);
            }
            return new Result(
                    id,
                    "failed",
                    code.name(),
                    code.kind() == Kind.OUTSIDE ? "the store does not answer; try again" : "the server failed");
        }
    }
}
