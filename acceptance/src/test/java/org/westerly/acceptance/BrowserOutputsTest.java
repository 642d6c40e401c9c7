package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Chromium;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** What a report that a workflow made can do in a real browser, opened at its own address. */
class BrowserOutputsTest {

    private static final String REPORT = """
            <!doctype html><script>
            const seen = {origin: self.origin};
            const tried = async act => { try { return await act(); } catch (fault) { return fault.name; } };
            const shown = source => new Promise(done => {
                const picture = new Image();
                picture.onload = () => done('shown');
                picture.onerror = () => done('refused');
                picture.src = source;
            });
            (async () => {
                seen.storage = await tried(() => { localStorage.x = 1; return 'open'; });
                seen.cookie = await tried(() => document.cookie + 'open');
                seen.read = await tried(async () => 'read ' + (await fetch('/runs')).status);
                seen.blind = await tried(async () => 'sent ' + (await fetch('/runs', {method: 'POST', mode: 'no-cors'})).type);
                seen.beside = await shown('beside.svg');
                seen.elsewhere = await shown('SITE/beside.svg');
                location = 'SITE/#' + encodeURIComponent(JSON.stringify(seen));
            })();
            </script>
            """;

    @TempDir
    Path temp;

    @Test
    void itsScriptsRunAndReachNothingOfOurs() throws Exception {
        try (Chromium browser = Chromium.find();
                WesterlyServer server = WesterlyServer.start(temp.resolve("data"), ShellEngine.option(temp))) {
            Wes wes = server.wes();
            String id = wes.accepted(ShellEngine.script("cat > report.html <<'END'\n"
                    + REPORT.replace("SITE", browser.origin())
                    + "END\n"
                    + "echo '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>' > beside.svg\n"));
            wes.untilEnd(id);
            JsonNode seen = browser.run("""
                    if (location.hash) {
                        report(JSON.parse(decodeURIComponent(location.hash.substring(1))));
                    } else {
                        location = '%s/runs/%s/outputs/report.html';
                    }
                    """.formatted(server.address(), id), temp.resolve("profile"));
            assertThat(seen.path("origin").asText()).isEqualTo("null");
            assertThat(seen.path("storage").asText()).isEqualTo("SecurityError");
            assertThat(seen.path("cookie").asText()).isEqualTo("SecurityError");
            assertThat(seen.path("read").asText()).isEqualTo("TypeError");
            assertThat(seen.path("blind").asText()).isEqualTo("TypeError");
            assertThat(seen.path("beside").asText()).isEqualTo("shown");
            assertThat(seen.path("elsewhere").asText()).isEqualTo("refused");
        }
    }
}
