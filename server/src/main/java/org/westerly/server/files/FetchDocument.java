package org.westerly.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Fetches a document from a URL that a stranger chose.
 *
 * <p>Where private targets are refused, every address of the host is checked right before the connection, at each
 * redirect anew. The client then resolves the name once more, and gets the same answer: the JDK keeps one for 30 seconds
 * ({@code networkaddress.cache.ttl}), which is why a name that changes its mind in between gets nowhere.
 */
public final class FetchDocument implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final FetchLimits limits;
    private final HttpClient client;

    public FetchDocument(FetchLimits limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Writes the document to {@code target}.
     *
     * @throws StagingException naming the URL, without user, password and query, and what went wrong
     */
    void fetch(URI start, Path target) throws StagingException, IOException, InterruptedException {
        URI uri = start;
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            check(uri);
            HttpResponse<InputStream> response = send(uri);
            try (InputStream body = response.body()) {
                if (response.statusCode() == 200) {
                    new ReceiveBody(limits, shown(uri)).receive(body, target);
                    return;
                }
                if (!REDIRECTS.contains(response.statusCode())) {
                    throw new StagingException(shown(uri) + " answered with status " + response.statusCode());
                }
                uri = redirect(uri, response);
            }
        }
        throw new StagingException(shown(start) + " redirects more than " + MAX_REDIRECTS + " times");
    }

    private void check(URI uri) throws StagingException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!limits.schemes().contains(scheme)) {
            throw new StagingException(shown(uri) + " has the scheme '" + scheme + "'; fetched are "
                    + String.join(", ", limits.schemes().stream().sorted().toList()));
        }
        String host = uri.getHost();
        if (host == null) {
            throw new StagingException(shown(uri) + " names no host");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!limits.privateTargets() && !PublicAddress.is(address)) {
                    throw new StagingException(shown(uri) + " leads to this machine or a private network;"
                            + " the operator can allow that (fetch.allow-private-targets)");
                }
            }
        } catch (UnknownHostException e) {
            throw new StagingException(shown(uri) + ": no such host", e);
        }
    }

    private HttpResponse<InputStream> send(URI uri) throws StagingException, InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(limits.timeout()).GET().build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (java.net.http.HttpTimeoutException e) {
            throw new StagingException(
                    shown(uri) + " did not answer within " + limits.timeout().toSeconds() + " s", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new StagingException(
                    shown(uri) + " could not be fetched (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static URI redirect(URI from, HttpResponse<?> response) throws StagingException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI to = from.resolve(location);
            // A secret that was sent safely stays so.
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
                throw new StagingException(shown(from) + " redirects from https to " + to.getScheme());
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new StagingException(shown(from) + " redirects to something that is no URL", e);
        }
    }

    /** Queries hold the secrets of signed URLs, and the authority may hold a password. */
    private static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
