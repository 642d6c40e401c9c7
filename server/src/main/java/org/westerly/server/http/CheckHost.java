package org.westerly.server.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;

/**
 * Refuses requests that were meant for another host. A page whose own name was made to point here (DNS rebinding) would
 * be of the same origin as we are otherwise.
 */
final class CheckHost implements Handler<RoutingContext> {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private final Set<String> allowed;

    CheckHost(HttpSettings settings) {
        Stream<String> own = settings.publicUrl() == null
                ? Stream.of()
                : Stream.ofNullable(settings.publicUrl().getHost());
        this.allowed = Stream.concat(own, settings.allowedHosts().stream())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(RoutingContext request) {
        // Not the Host header: this covers a request line with a whole URL too.
        @Nullable HostAndPort authority = request.request().authority();
        if (authority == null || !knows(authority.host().toLowerCase(Locale.ROOT))) {
            Answers.refuse(
                    request,
                    ErrorCode.MISDIRECTED,
                    "this server does not go by the host name of this request; server.allowed-hosts lists more");
            return;
        }
        request.next();
    }

    private boolean knows(String host) {
        return LOOPBACK.matcher(host).matches() || allowed.contains(host);
    }
}
