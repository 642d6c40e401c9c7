package org.westerly.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final int CHUNKED = 0;

    /** Longer than a buffer of the reader, and of the sender. */
    private static final String LONG = "{\"größe\": \"" + "x".repeat(50_000) + "\"}";

    private HttpServer server = nothing();

    private static HttpServer nothing() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        answer("/ga4gh/wes/v1/short", 200, false, "{\"run_id\":\"1\"}");
        answer("/ga4gh/wes/v1/long", 200, false, LONG);
        answer("/ga4gh/wes/v1/chunks", 200, true, LONG);
        answer("/ga4gh/wes/v1/refused", 503, false, "{\"msg\":\"no\"}");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, boolean chunked, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, chunked ? CHUNKED : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    @Test
    void answersFollowEachOtherWholeWhateverTheirForm() throws Exception {
        try (Connection connection = Connection.to(server.getAddress())) {
            for (int round = 0; round < 3; round++) {
                assertThat(connection.expect200(Requests.get("/short"))).isEqualTo("{\"run_id\":\"1\"}");
                assertThat(connection.expect200(Requests.get("/chunks"))).isEqualTo(LONG);
                assertThat(connection.expect200(Requests.get("/long"))).isEqualTo(LONG);
            }
        }
    }

    @Test
    void aRefusalIsNoNumber() throws Exception {
        try (Connection connection = Connection.to(server.getAddress())) {
            assertThatThrownBy(() -> connection.expect200(Requests.get("/refused")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503")
                    .hasMessageContaining("no");
        }
    }
}
