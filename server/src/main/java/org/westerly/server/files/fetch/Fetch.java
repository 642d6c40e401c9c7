package org.westerly.server.files.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.westerly.server.files.StagingException;

/** One fetch with all its redirects and tries. For one thread, once. */
final class Fetch {

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> WEB = Set.of("http", "https");

    private final Clients clients;
    private final FetchLimits limits;
    private final Patience patience;
    private final Ask ask;
    private final String accept;
    private final Sink sink;
    private final long until;
    private int tries;

    /** @param accept media types, as the header says them */
    Fetch(Clients clients, FetchLimits limits, Patience patience, Ask ask, String accept, Sink sink) {
        this.clients = clients;
        this.limits = limits;
        this.patience = patience;
        this.ask = ask;
        this.accept = accept;
        this.sink = sink;
        this.until = System.nanoTime() + limits.deadline().toNanos();
    }

    Received run() throws StagingException, IOException, InterruptedException {
        while (true) {
            tries++;
            Optional<Received> received = attempt();
            if (received.isPresent()) {
                return received.get();
            }
        }
    }

    /** Empty when it is to be tried again, the pause before that being over. */
    private Optional<Received> attempt() throws StagingException, IOException, InterruptedException {
        URI at = ask.uri();
        // The place that was asked for: only there the secrets go, and only there the operator's trust counts.
        boolean home = true;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            check(at, home);
            Digests digests = new Digests(ask.checksums());
            Exchange.Outcome outcome;
            try {
                outcome = exchange(at, home, digests);
            } catch (NetworkException fault) {
                if (Transient.fault(fault) && patience.again(tries, "")) {
                    return Optional.empty();
                }
                throw TellFault.of(at, fault, limits);
            }
            switch (outcome) {
                case Exchange.Outcome.Whole _ -> {
                    return Optional.of(new Received(at, digests.size(), digests.verified(ShownUrl.of(at))));
                }
                case Exchange.Outcome.Other other -> {
                    if (!REDIRECTS.contains(other.status())) {
                        if (Transient.status(other.status()) && patience.again(tries, other.retryAfter())) {
                            return Optional.empty();
                        }
                        throw new AnswerException(ShownUrl.of(at), other.status());
                    }
                    at = NextHop.of(at, other.location());
                    // Once elsewhere, never at home again: whoever leads back there chose the path.
                    home = home && Origin.same(ask.uri(), at);
                }
            }
        }
        throw new StagingException(ShownUrl.of(ask.uri()) + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private Exchange.Outcome exchange(URI at, boolean home, Digests digests)
            throws StagingException, NetworkException, IOException, InterruptedException {
        String shown = ShownUrl.of(at);
        HttpGet request = new HttpGet(bare(at));
        request.setHeader("Accept", accept);
        request.setHeader("Accept-Encoding", "identity");
        if (home) {
            addSecrets(request);
        }
        ReceiveBody receive = new ReceiveBody(shown, ask.maxBytes(), digests);
        Duration left = Duration.ofNanos(Math.max(until - System.nanoTime(), 1_000_000));
        try {
            return new Exchange(clients.of(home && ask.trusted()), request, receive, sink).perform(left);
        } catch (TimeoutException e) {
            throw new StagingException(
                    shown + " took longer than " + limits.deadline().toSeconds() + " s in all", e);
        }
    }

    private void addSecrets(HttpGet request) {
        String user = ask.uri().getUserInfo();
        if (user != null) {
            byte[] plain = user.getBytes(StandardCharsets.UTF_8);
            request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(plain));
        }
        ask.headers().forEach(request::setHeader);
    }

    private void check(URI at, boolean home) throws StagingException {
        String scheme = String.valueOf(at.getScheme()).toLowerCase(Locale.ROOT);
        Set<String> allowed = home && ask.trusted() ? WEB : limits.schemes();
        if (!allowed.contains(scheme)) {
            throw new StagingException(ShownUrl.of(at) + " has the scheme '" + scheme + "'; fetched are "
                    + String.join(", ", allowed.stream().sorted().toList()));
        }
        if (at.getHost() == null) {
            throw new StagingException(ShownUrl.of(at) + " names no host");
        }
    }

    /** What goes into the request: the client refuses a user there, and a fragment is nobody else's. */
    private static URI bare(URI uri) throws StagingException {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        try {
            return new URI(uri.getScheme() + "://" + uri.getHost() + port + path + query);
        } catch (URISyntaxException e) {
            throw new StagingException(ShownUrl.of(uri) + " is no URL that can be asked for", e);
        }
    }
}
