package org.westerly.server.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.westerly.server.error.ErrorCode;

/** Puts what every request goes through into its order, before any resource. */
@ApplicationScoped
class RegisterFilters {

    private final HttpSettings settings;

    @Inject
    RegisterFilters(HttpSettings settings) {
        this.settings = settings;
    }

    void filters(@Observes Filters filters) {
        PublicBase address = new PublicBase(settings.publicUrl());
        filters.register(new Reroute(), 2_200);
        filters.register(once(new NameRequest()), 2_100);
        filters.register(once(settings.pace().told()), 2_050);
        filters.register(once(new CheckSyntax(settings.limits(), settings.headerBytes())), 2_000);
        filters.register(once(new CheckHost(settings)), 1_000);
        filters.register(once(new CheckOrigin(settings, address)), 990);
        filters.register(once(new FindBasePath(address)), 900);
        filters.register(once(new CheckMediaType()), 890);
    }

    /** What fails outside of the resources has no mapper: without this it would be answered in HTML or with a stack. */
    void failures(@Observes Router router) {
        router.route().order(-5_000).failureHandler(RegisterFilters::answerFailure);
    }

    private static void answerFailure(RoutingContext request) {
        switch (request.statusCode()) {
            case 400 -> Answers.refuse(request, ErrorCode.INVALID_REQUEST, "the request cannot be read");
            case 404 -> Answers.refuse(request, ErrorCode.ROUTE_NOT_FOUND, "there is nothing at this path");
            case 405 -> Answers.refuse(request, ErrorCode.METHOD_NOT_ALLOWED, "this method is not allowed here");
            case 413 -> Answers.refuse(request, ErrorCode.TOO_LARGE, "the body is too large");
            default -> {
                LogFailure.log(request, request.failure());
                Answers.refuse(request, ErrorCode.INTERNAL, LogFailure.MESSAGE);
            }
        }
    }

    /** A rerouted request passes all filters again. */
    private static Handler<RoutingContext> once(Handler<RoutingContext> filter) {
        String mark = "passed " + filter.getClass().getName();
        return request -> {
            if (request.get(mark) == null) {
                request.put(mark, true);
                filter.handle(request);
            } else {
                request.next();
            }
        };
    }
}
