package org.westerly.server.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The few WES calls that the demo makes. */
final class DemoClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** @param base the address of the WES API, without a slash at the end */
    DemoClient(String base) {
        this.base = base;
    }

    /** Posts a run and answers its id. */
    String submit(Multipart form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/runs"))
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build();
        return json(request).path("run_id").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(base + path);
    }

    JsonNode json(String url) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(URI.create(url)).build());
    }

    /** The whole text behind an absolute URL. */
    String text(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    /** What a growing log has beyond {@code offset} bytes; nothing while it has no more. */
    byte[] logFrom(String url, long offset) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Range", "bytes=" + offset + "-")
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        return answer.statusCode() == 206 ? answer.body() : new byte[0];
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(request.method() + " " + request.uri() + " was answered with " + answer.statusCode()
                    + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }
}
