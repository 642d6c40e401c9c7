package org.westerly.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.westerly.api.LogLine;
import org.westerly.api.LogPage;
import org.westerly.api.OutputFile;
import org.westerly.api.OutputListResponse;
import org.westerly.api.RunId;
import org.westerly.api.RunListResponse;
import org.westerly.api.RunLog;
import org.westerly.api.RunStatus;
import org.westerly.api.RunSummary;
import org.westerly.api.ServiceInfo;
import org.westerly.api.StateChange;
import org.westerly.api.TaskListResponse;
import org.westerly.api.TaskLog;
import org.westerly.client.Calls.Repeat;

/**
 * One server, as seen by a program. For use by many threads at once. Every method throws {@link WesterlyException} and
 * nothing else of its own; calls that can be sent twice without harm are, when no answer comes or the server is busy.
 */
public final class WesterlyClient implements AutoCloseable {

    private static final String CANONICAL = "/ga4gh/wes/v1";

    /** For an answer to begin. Submissions have no limit, as an upload takes what it takes. */
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final String base;
    private final Calls calls;

    private WesterlyClient(String base, Calls calls) {
        this.base = base;
        this.calls = calls;
    }

    /**
     * A client of the server at this address.
     *
     * @param server {@code http://host:port}; or with the path that the WES API has there, where it is not the usual one
     */
    public static WesterlyClient of(URI server) {
        return of(server, RetryPolicy.USUAL);
    }

    /** As {@link #of(URI)}, with other patience. */
    public static WesterlyClient of(URI server, RetryPolicy policy) {
        String scheme = String.valueOf(server.getScheme());
        if (!scheme.matches("(?i)https?") || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "the server " + server + " must be given as http://host:port or https://host");
        }
        String path = String.valueOf(server.getRawPath()).replaceAll("/+$", "");
        String origin = scheme + "://" + server.getRawAuthority();
        return new WesterlyClient(
                origin + (path.isEmpty() ? CANONICAL : path), new Calls(policy, InstantSource.system()));
    }

    /** What the server is and can do. */
    public ServiceInfo serviceInfo() {
        return get("/service-info", ServiceInfo.class);
    }

    /** Submits a workflow. It is one run, however often this is called with the same submission and whatever breaks. */
    public String submit(Submission submission) {
        MultipartBody body = MultipartBody.of(submission);
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/runs"))
                .header("Content-Type", body.contentType())
                .header("Idempotency-Key", submission.idempotencyKey())
                .POST(body.publisher())
                .build();
        return calls.json(request, Repeat.HARMLESS, RunId.class).runId();
    }

    /** Everything about a run. */
    public RunLog run(String id) {
        return get(path(id), RunLog.class);
    }

    /** A run's state and nothing else. */
    public RunStatus status(String id) {
        return get(path(id) + "/status", RunStatus.class);
    }

    /** Runs, newest first, loaded page by page as the stream is read. */
    public Stream<RunSummary> runs(RunFilter filter) {
        return Pages.of(token -> {
            RunListResponse page = get("/runs" + filter.query().with("page_token", token), RunListResponse.class);
            return new Pages.Page<>(page.runs(), page.nextPageToken());
        });
    }

    /** A run's tasks in the order they started, loaded page by page as the stream is read. */
    public Stream<TaskLog> tasks(String id) {
        return Pages.of(token -> {
            TaskListResponse page =
                    get(path(id) + "/tasks" + new Query().with("page_token", token), TaskListResponse.class);
            return new Pages.Page<>(page.taskLogs(), page.nextPageToken());
        });
    }

    /** A page of lines. */
    public LogPage logs(String id, LogQuery query) {
        return get(query.path(id), LogPage.class);
    }

    /**
     * The engine's lines, those that there are and those that come, until the run has ended.
     *
     * @param query of its members {@code stream} and {@code afterSeq}
     */
    public Follow<LogLine> followLogs(String id, LogQuery query) {
        String where = path(id) + "/logs/stream" + new Query().with("stream", query.stream());
        return follow(where, LogLine.class, OptionalLong.of(query.afterSeq()));
    }

    /** Every state of a run, from the first on, until it has ended. */
    public Follow<StateChange> followStates(String id) {
        return follow(path(id) + "/status/stream", StateChange.class, OptionalLong.empty());
    }

    /**
     * The changes of all runs; it has no end.
     *
     * @param after those behind this one; empty for those that come
     */
    public Follow<StateChange> followAll(OptionalLong after) {
        return follow("/events/stream", StateChange.class, after);
    }

    /** All of a run's files, loaded page by page as the stream is read. */
    public Stream<OutputFile> outputs(String id) {
        return outputs(id, List.of());
    }

    /**
     * A run's files of these kinds.
     *
     * @param kinds of {@code output}, {@code report}, {@code log} and {@code intermediate}; none for all
     */
    public Stream<OutputFile> outputs(String id, List<String> kinds) {
        return Pages.of(token -> {
            Query query = new Query().with("page_token", token);
            kinds.forEach(kind -> query.with("kind", kind));
            OutputListResponse page = get(path(id) + "/outputs" + query, OutputListResponse.class);
            return new Pages.Page<>(page.outputs(), page.nextPageToken());
        });
    }

    /**
     * Downloads a file. A download that broke off is gone on with, now or by a later call; the target is there only when
     * the file is whole.
     */
    public void download(OutputFile file, Path target) {
        new Download(calls, URI.create(file.url()), target).run(sha256(file));
    }

    private static Optional<String> sha256(OutputFile file) {
        List<OutputFile.Checksum> known = file.checksums();
        return known == null
                ? Optional.empty()
                : known.stream()
                        .filter(one -> one.type().equals("sha-256"))
                        .map(OutputFile.Checksum::checksum)
                        .findFirst();
    }

    /** Asks a run to stop. It has when its state says so. */
    public void cancel(String id) {
        send(HttpRequest.newBuilder(URI.create(base + path(id) + "/cancel")).POST(BodyPublishers.noBody()));
    }

    /** Hides a finished run; cancels an unfinished one, which stays visible. */
    public void delete(String id) {
        send(HttpRequest.newBuilder(URI.create(base + path(id))).DELETE());
    }

    /** Removes a finished run's files for good. */
    public void purge(String id) {
        send(HttpRequest.newBuilder(URI.create(base + path(id) + "?purge=true")).DELETE());
    }

    /** Brings back what {@link #delete} has hidden. */
    public void restore(String id) {
        send(HttpRequest.newBuilder(URI.create(base + path(id) + "/restore")).POST(BodyPublishers.noBody()));
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        calls.close();
    }

    private void send(HttpRequest.Builder request) {
        calls.json(request.timeout(ANSWER).build(), Repeat.IF_NOT_DONE, RunId.class);
    }

    private <T> T get(String path, Class<T> type) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER).build();
        return calls.json(request, Repeat.HARMLESS, type);
    }

    private <T> Follow<T> follow(String path, Class<T> type, OptionalLong after) {
        Follow.Opening opening = id -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(ANSWER)
                    .header("Accept", "text/event-stream");
            if (id.isPresent()) {
                request.header("Last-Event-ID", Long.toString(id.getAsLong()));
            }
            return calls.exchange(request.build(), Repeat.HARMLESS, answer -> answer.body());
        };
        return new Follow<>(opening, calls.policy(), type, after);
    }

    private static String path(String id) {
        return "/runs/" + Query.encoded(id);
    }
}
