package org.westerly.server.files.stage;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.westerly.server.config.Secret;

/**
 * Where data repositories are, and what they let us in by.
 *
 * @param bases base URL by the host of a {@code drs://} URL
 * @param tokens bearer token by the host of a {@code drs://} URL
 */
public record DrsServers(Map<String, URI> bases, Map<String, Secret> tokens) {

    private static final String API = "/ga4gh/drs/v1";

    public DrsServers {
        bases = lowerCase(bases);
        tokens = lowerCase(tokens);
    }

    /** Is it an address of the operator's choice? */
    boolean knows(String host) {
        return bases.containsKey(host);
    }

    /** Up to and with {@code /ga4gh/drs/v1}. */
    String base(String host) {
        String base = Optional.ofNullable(bases.get(host))
                .map(URI::toString)
                .orElse("https://" + host)
                .replaceFirst("/+$", "");
        return base.endsWith(API) ? base : base + API;
    }

    Optional<Secret> token(String host) {
        return Optional.ofNullable(tokens.get(host));
    }

    private static <T> Map<String, T> lowerCase(Map<String, T> byHost) {
        return byHost.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (first, _) -> first));
    }
}
