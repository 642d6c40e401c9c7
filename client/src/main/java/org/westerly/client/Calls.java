package org.westerly.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.westerly.client.WesterlyException.Kind;

/** Sends requests, again where that is right, and reads what comes back. */
final class Calls {

    /** What comes of sending a request once more. */
    enum Repeat {
        /** Twice is as good as once. */
        HARMLESS,
        /** Only if the server has surely not acted on it: a second delete does something else than the first. */
        IF_NOT_DONE
    }

    /** Reads an answer that is no refusal; what it throws counts as no answer. */
    interface ReadAnswer<T> {
        T read(HttpResponse<InputStream> answer) throws IOException;
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Set<Integer> NOT_DONE = Set.of(429, 503);
    private static final Set<Integer> PERHAPS_DONE = Set.of(429, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            // A change of protocol in the middle of an upload breaks it.
            .version(HttpClient.Version.HTTP_1_1)
            // A redirected POST would become a GET, and a submission a list.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    private final RetryPolicy policy;
    private final InstantSource clock;

    Calls(RetryPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    RetryPolicy policy() {
        return policy;
    }

    void close() {
        http.shutdownNow();
    }

    <T> T json(HttpRequest request, Repeat repeat, Class<T> type) {
        return exchange(request, repeat, answer -> {
            try (InputStream body = answer.body()) {
                return Json.MAPPER.readValue(body, type);
            } catch (JsonProcessingException e) {
                throw WesterlyException.of(
                        Kind.NOT_UNDERSTOOD,
                        request.uri() + " answers, but not as a WES server does: " + e.getOriginalMessage(),
                        e);
            }
        });
    }

    /**
     * Sends, and reads the answer.
     *
     * @throws WesterlyException also when the server refuses
     */
    <T> T exchange(HttpRequest request, Repeat repeat, ReadAnswer<T> read) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= policy.attempts();
            Duration pause = policy.after(attempt);
            try {
                HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
                if (answer.statusCode() / 100 == 2) {
                    return read.read(answer);
                }
                if (last || !mayRepeat(answer.statusCode(), repeat)) {
                    throw Refusals.of(request, answer);
                }
                pause = RetryAfter.in(answer.headers(), clock)
                        .map(policy::atMost)
                        .orElse(pause);
                answer.body().close();
            } catch (IOException e) {
                if (last || !mayRepeat(e, repeat)) {
                    throw unanswered(request, e);
                }
            } catch (InterruptedException e) {
                throw WesterlyException.interrupted(e);
            }
            sleep(pause);
        }
    }

    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw WesterlyException.interrupted(e);
        }
    }

    private static boolean mayRepeat(int status, Repeat repeat) {
        return switch (repeat) {
            case HARMLESS -> PERHAPS_DONE.contains(status);
            case IF_NOT_DONE -> NOT_DONE.contains(status);
        };
    }

    private static boolean mayRepeat(IOException fault, Repeat repeat) {
        if (fault instanceof FileSystemException) {
            return false; // an attachment of this machine
        }
        return switch (repeat) {
            case HARMLESS -> !isUnknownHost(fault);
            case IF_NOT_DONE -> fault instanceof HttpConnectTimeoutException || fault instanceof ConnectException;
        };
    }

    private static boolean isUnknownHost(IOException fault) {
        return fault.getCause() instanceof UnresolvedAddressException
                || (fault.getCause() != null && fault.getCause().getCause() instanceof UnresolvedAddressException);
    }

    private static WesterlyException unanswered(HttpRequest request, IOException fault) {
        if (fault instanceof FileSystemException file) {
            return WesterlyException.of(Kind.LOCAL_FILE, "cannot read " + file.getFile() + ": " + reason(fault), fault);
        }
        URI uri = request.uri();
        String server = uri.getScheme() + "://" + uri.getRawAuthority();
        String what = fault instanceof ConnectException || fault instanceof HttpConnectTimeoutException
                ? "cannot connect to " + server
                : "no answer from " + server + " to " + request.method() + " " + uri.getRawPath();
        return WesterlyException.of(Kind.UNREACHABLE, what + ": " + reason(fault), fault);
    }

    /** The JDK's client gives some of its exceptions no text. */
    static String reason(Throwable fault) {
        if (fault instanceof IOException io && isUnknownHost(io)) {
            return "the host is not known";
        }
        if (fault.getMessage() != null && !fault.getMessage().isBlank()) {
            return fault.getMessage();
        }
        return fault instanceof ConnectException
                ? "connection refused"
                : fault.getClass().getSimpleName();
    }
}
