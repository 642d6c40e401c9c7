package org.westerly.server.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.westerly.server.http.stream.Channels;
import org.westerly.server.http.stream.StreamFormat;
import org.westerly.server.service.Feed;
import org.westerly.server.service.LogListing;
import org.westerly.server.service.OpenFeeds;
import org.westerly.server.service.StreamPlace;

/**
 * The streams. They are no resources of the framework, because it would keep a thread for each, or what a slow reader has
 * not taken.
 */
@ApplicationScoped
class StreamRoutes {

    /** After all filters, before all resources. */
    private static final int ORDER = -50;

    /** What a request wants to read; may block, and refuse. */
    private interface Opening {
        Feed open(RoutingContext request, Visit visit);
    }

    private final OpenFeeds feeds;
    private final Channels channels = new Channels();

    @Inject
    StreamRoutes(OpenFeeds feeds) {
        this.feeds = feeds;
    }

    void routes(@Observes Router router, Vertx vertx) {
        add(router, "/runs/:run_id/status/stream", this::states);
        add(router, "/runs/:run_id/logs/stream", this::lines);
        add(router, "/events/stream", (_, visit) -> feeds.events(visit.caller(), visit.version()));
        channels.start(vertx);
    }

    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        channels.endAll();
    }

    private void add(Router router, String path, Opening opening) {
        router.get(FindBasePath.CANONICAL + path).order(ORDER).handler(request -> {
            Context context = Objects.requireNonNull(Vertx.currentContext());
            // The body is none, but a paused request would not see its connection close.
            request.request().resume();
            Thread.ofVirtual().name("open stream").start(() -> open(request, opening, context));
        });
    }

    /** Whoever may not see it gets an answer like any other; only then does the stream begin. */
    private void open(RoutingContext request, Opening opening, Context context) {
        try {
            StreamFormat format = StreamFormat.of(param(request, "format"), header(request, "Accept"));
            Feed feed = opening.open(request, Visit.of(request));
            long sent = StreamPlace.of(header(request, "Last-Event-ID"), param(request, "after_seq"))
                    .orElseGet(feed::beginning);
            context.runOnContext(_ -> begin(request, feed, format, sent, context));
        } catch (RuntimeException refusal) {
            context.runOnContext(_ -> Answers.fail(request, refusal));
        }
    }

    private void begin(RoutingContext request, Feed feed, StreamFormat format, long after, Context context) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setChunked(true)
                .putHeader("Content-Type", format.mediaType())
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                // nginx would else keep what is written until it has a page of it.
                .putHeader("X-Accel-Buffering", "no");
        channels.serve(feed, format, after, response, context);
    }

    private Feed states(RoutingContext request, Visit visit) {
        return feeds.states(visit.caller(), run(request), deleted(request), visit.version());
    }

    private Feed lines(RoutingContext request, Visit visit) {
        LogListing asked = new LogListing(null, deleted(request), param(request, "stream"), null, null, null);
        return feeds.lines(visit.caller(), run(request), asked, visit.version());
    }

    private static String run(RoutingContext request) {
        return Objects.requireNonNull(request.pathParam("run_id"));
    }

    private static boolean deleted(RoutingContext request) {
        return Query.flag("include_deleted", param(request, "include_deleted"));
    }

    private static @Nullable String param(RoutingContext request, String name) {
        return Query.all(request, name).stream().findFirst().orElse(null);
    }

    private static @Nullable String header(RoutingContext request, String name) {
        return request.request().getHeader(name);
    }
}
