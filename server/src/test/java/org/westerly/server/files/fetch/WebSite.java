package org.westerly.server.files.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A small web server on loopback, whose answers a test writes. What it was not told about is a 404. */
public final class WebSite implements AutoCloseable {

    /** An answer. */
    @FunctionalInterface
    public interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request that came, its path as it was sent. */
    public record Visit(String path, Map<String, List<String>> headers) {
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst();
        }
    }

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    public final List<Visit> visits = new CopyOnWriteArrayList<>();

    public WebSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public String base() {
        return "http://127.0.0.1:" + port();
    }

    /** Sets the answer for a path, which is said with its query and as it is sent. */
    public WebSite page(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    public WebSite text(String path, String text) {
        return page(path, exchange -> send(exchange, text.getBytes(StandardCharsets.UTF_8)));
    }

    public WebSite status(String path, int status) {
        return page(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    public WebSite redirect(String path, String to) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    public static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Blocks a page until the site is closed. */
    public void untilOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The paths that were asked for, in order. */
    public List<String> paths() {
        return visits.stream().map(Visit::path).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        visits.add(new Visit(path, Map.copyOf(exchange.getRequestHeaders())));
        try (exchange) {
            pages.getOrDefault(path, missing -> missing.sendResponseHeaders(404, -1))
                    .answer(exchange);
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
