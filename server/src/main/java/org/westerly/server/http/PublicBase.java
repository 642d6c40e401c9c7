package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address by which clients know this server: as configured, else as the request at hand used it. */
final class PublicBase {

    private final @Nullable String configured;

    PublicBase(@Nullable URI publicUrl) {
        this.configured = publicUrl == null ? null : publicUrl.toString().replaceAll("/+$", "");
    }

    /** Without a slash at the end. */
    String of(RoutingContext request) {
        return configured != null
                ? configured
                : request.request().scheme() + "://" + request.request().authority();
    }

    /** Scheme, host and port, as a browser's {@code Origin} says them. */
    static Optional<String> origin(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getScheme() == null || uri.getRawAuthority() == null) {
                return Optional.empty();
            }
            String origin = uri.getScheme() + "://" + uri.getRawAuthority();
            String standardPort = uri.getScheme().equalsIgnoreCase("https") ? ":443" : ":80";
            return Optional.of((origin.endsWith(standardPort)
                            ? origin.substring(0, origin.length() - standardPort.length())
                            : origin)
                    .toLowerCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
