package org.westerly.acceptance.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A plain client of one base path. */
public record Wes(String base) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED =
            Set.of("COMPLETE", "EXECUTOR_ERROR", "SYSTEM_ERROR", "CANCELED", "PREEMPTED");

    /** An answer: its status and its body, read as JSON where it is some. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text(), e);
            }
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Any request; {@code headers} are names and values in turn. */
    public Answer call(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, new byte[0], headers);
    }

    public Answer post(String path) {
        return call("POST", path, new byte[0]);
    }

    public Answer submit(Form form, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", form.contentType()));
        return call("POST", "/runs", form.bytes(), all.toArray(String[]::new));
    }

    /** Submits what must be accepted, and answers the run's id. */
    public String accepted(Form form) {
        Answer answer = submit(form);
        if (answer.status() != 200) {
            throw new AssertionError("not accepted: " + answer.status() + " " + answer.text());
        }
        return answer.json().path("run_id").asText();
    }

    public String state(String id) {
        return get("/runs/" + id + "/status").json().path("state").asText();
    }

    public JsonNode run(String id) {
        return get("/runs/" + id).json();
    }

    /** The run once {@code reached} holds for its state. */
    public JsonNode until(String id, Predicate<String> reached) {
        Awaitility.await("run " + id)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    String state = state(id);
                    if (ENDED.contains(state) && !reached.test(state)) {
                        throw new AssertionError("ended as " + run(id).toPrettyString());
                    }
                    return reached.test(state);
                });
        return run(id);
    }

    public JsonNode untilState(String id, String state) {
        return until(id, state::equals);
    }

    public JsonNode untilEnd(String id) {
        return until(id, ENDED::contains);
    }
}
