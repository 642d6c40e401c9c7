package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cancel interrupts a staging, which then ends wherever it is: it asks for nothing more, and leaves no part behind. */
class InterruptedStagingTest extends StageKit {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/ga4gh/trs/v2/tools/t/versions/1.0/CWL/";

    private final CountDownLatch begun = new CountDownLatch(1);

    /** A page of which the rest never comes. */
    private void slow(String path) {
        site.page(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"content\": \"".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            begun.countDown();
            site.untilOver();
        });
    }

    private void endsWhenInterrupted(String url, @Nullable String params) throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread staging = Thread.ofPlatform().daemon().start(() -> {
            try {
                end.complete(new AssertionError("staged: " + stage(url, params)));
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        int asked = site.visits.size();
        staging.interrupt();
        // The page would hold it up for ever.
        assertThat(staging.join(Duration.ofMinutes(1))).isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(site.visits).hasSize(asked);
        assertThat(run.fetching()).doesNotExist();
    }

    @Test
    void whileAWorkflowComes() throws Exception {
        slow("/main.cwl");
        endsWhenInterrupted(site.base() + "/main.cwl", null);
        assertThat(work()).isEmpty();
    }

    @Test
    void whileAnInputComes() throws Exception {
        site.text("/main.cwl", "the workflow");
        repositories = Map.of("lab", base());
        slow("/ga4gh/drs/v1/objects/x");
        endsWhenInterrupted(site.base() + "/main.cwl", "{\"i\": \"drs://lab/x\"}");
    }

    @Test
    void whileARegistryListsItsFiles() throws Exception {
        registries = Map.of("lab", base());
        slow(API + "files");
        endsWhenInterrupted("trs://lab/t/1.0", null);
        assertThat(work()).isEmpty();
    }

    @Test
    void whileOneOfMoreDescriptorsComes() throws Exception {
        registries = Map.of("lab", base());
        site.text(
                API + "files",
                JSON.createArrayNode()
                        .add(file("main.cwl", "PRIMARY_DESCRIPTOR"))
                        .add(file("a.cwl", "SECONDARY_DESCRIPTOR"))
                        .add(file("b.cwl", "SECONDARY_DESCRIPTOR"))
                        .toString());
        site.text(API + "descriptor", "{\"content\": \"main\"}");
        slow(API + "descriptor/a.cwl");
        site.text(API + "descriptor/b.cwl", "{\"content\": \"b\"}");
        endsWhenInterrupted("trs://lab/t/1.0", null);
        assertThat(work()).isEmpty();
    }

    private static ObjectNode file(String path, String kind) {
        return JSON.createObjectNode().put("path", path).put("file_type", kind);
    }
}
