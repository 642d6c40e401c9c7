package org.westerly.acceptance.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real browser that opens one page of a site of its own, and the site, to which the page reports. */
public final class Chromium implements AutoCloseable {

    private final Path program;
    private final HttpServer site;
    private final CompletableFuture<JsonNode> report = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> halfway = new CompletableFuture<>();
    private volatile String page = "";

    private Chromium(Path program, HttpServer site) {
        this.program = program;
        this.site = site;
    }

    /** Aborts the test where there is no browser; in CI that is a failure. */
    public static Chromium find() throws IOException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String why = "no chromium on the PATH: install the package of that name";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(why);
            }
            Assumptions.abort(why);
        }
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Chromium chromium = new Chromium(program.orElseThrow(), site);
        site.createContext("/", exchange -> {
            byte[] bytes = chromium.page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        site.createContext("/report", exchange -> {
            try {
                chromium.report.complete(new ObjectMapper().readTree(exchange.getRequestBody()));
            } catch (IOException e) {
                chromium.report.completeExceptionally(e);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        site.createContext("/halfway", exchange -> {
            chromium.halfway.complete(null);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        site.start();
        return chromium;
    }

    /** Completed when the page fetches {@code /halfway}. */
    public CompletableFuture<@Nullable Void> halfway() {
        return halfway;
    }

    /** The origin of the pages. */
    public String origin() {
        return "http://127.0.0.1:" + site.getAddress().getPort();
    }

    /** Opens a page, and answers what its script hands to {@code report(…)}. */
    public JsonNode run(String script, Path profile)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        page = "<!doctype html><title>test</title><script>"
                + "const report = what => fetch('/report', {method: 'POST', body: JSON.stringify(what)});\n"
                + script + "</script>";
        Process browser = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        origin() + "/"))
                .redirectErrorStream(true)
                .redirectOutput(
                        profile.resolveSibling(profile.getFileName() + ".log").toFile())
                .start();
        try {
            return report.get(5, TimeUnit.MINUTES);
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        site.stop(0);
    }
}
