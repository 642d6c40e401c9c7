package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Chromium;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** What a browser's own {@code EventSource} makes of the streams, on a page of another origin that may read them. */
class BrowserStreamsTest {

    @TempDir
    Path temp;

    @Test
    void aPageFollowsStatesAndLinesThroughARestartOfTheServer() throws Exception {
        try (Chromium browser = Chromium.find()) {
            List<String> options = new ArrayList<>(List.of(ShellEngine.option(temp)));
            options.addAll(List.of("--set", "server.cors.origins=" + browser.origin()));
            Path data = temp.resolve("data");
            Path gate = temp.resolve("gate");
            try (WesterlyServer first = WesterlyServer.start(data, options.toArray(String[]::new))) {
                Wes wes = first.wes();
                String id = wes.accepted(ShellEngine.script("""
                        i=0
                        while [ $i -lt 300 ]; do
                            i=$((i+1))
                            echo line $i
                            [ $i != 150 ] || until [ -e %s ]; do sleep 0.02; done
                        done
                        """.formatted(gate)));
                CompletableFuture<WesterlyServer> next =
                        CompletableFuture.supplyAsync(() -> restarted(browser, first, data, gate, options));
                JsonNode seen = browser.run(page(first.address(), id), temp.resolve("profile"));
                next.join().close();

                assertThat(seen.path("error").isMissingNode())
                        .as(seen.toString())
                        .isTrue();
                assertThat(seen.path("states"))
                        .extracting(JsonNode::asText)
                        .containsExactly("QUEUED", "INITIALIZING", "RUNNING", "COMPLETE");
                assertThat(seen.path("lines"))
                        .extracting(JsonNode::asText)
                        .isEqualTo(IntStream.rangeClosed(1, 300)
                                .mapToObj(i -> "line " + i)
                                .toList());
                assertThat(seen.path("opened").asInt())
                        .as("connections of the log")
                        .isGreaterThan(1);
            }
        }
    }

    /** On the same port, once the page has half of the lines. */
    private static WesterlyServer restarted(
            Chromium browser, WesterlyServer first, Path data, Path gate, List<String> options) {
        browser.halfway().join();
        first.kill();
        List<String> same = new ArrayList<>(options);
        same.addAll(
                List.of("--port", Integer.toString(URI.create(first.address()).getPort())));
        WesterlyServer next = WesterlyServer.start(data, same.toArray(String[]::new));
        try {
            Files.createFile(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next;
    }

    /** Nothing but {@code onmessage}; the browser comes again by itself. */
    private static String page(String address, String id) {
        String base = address + "/ga4gh/wes/v1/runs/" + id;
        return """
                const seen = {states: [], lines: [], opened: 0};
                let open = 2;
                function follow(path, add) {
                    const source = new EventSource('%s' + path);
                    source.onmessage = event => add(JSON.parse(event.data));
                    if (path.startsWith('/logs')) { source.onopen = () => seen.opened++; }
                    source.addEventListener('end', event => {
                        if (JSON.parse(event.data).reason == 'run_finished') {
                            source.close();
                            if (--open == 0) { report(seen); }
                        }
                    });
                }
                follow('/status/stream', change => seen.states.push(change.state));
                follow('/logs/stream', record => {
                    if (seen.lines.push(record.line) == 150) { fetch('/halfway'); }
                });
                """.formatted(base);
    }
}
