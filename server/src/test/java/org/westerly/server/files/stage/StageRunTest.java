package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.Staged;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.Fetching;

/** A workflow that is attached, one file of the web, in its own URL, or on this machine. */
class StageRunTest extends StageKit {

    // --- Attached -------------------------------------------------------------------------------

    @Test
    void anAttachmentIsMovedAndKeepsItsName() throws Exception {
        attach(Map.of("sub/main.cwl", "attached"));
        assertThat(workflow("sub/main.cwl#main", "sub/main.cwl")).isEqualTo("sub/main.cwl#main");
        assertThat(work()).isEqualTo(Map.of("sub/main.cwl", "attached"));
        assertThat(workflow("sub/main.cwl#main", "sub/main.cwl")).as("again").isEqualTo("sub/main.cwl#main");
        assertThat(fetched()).isEmpty();
        assertThat(run.fetching()).doesNotExist();
    }

    @Test
    void anAttachmentThatIsNotThereAnyMoreIsNamed() {
        assertThat(unavailable("main.cwl", "main.cwl")).contains("main.cwl");
    }

    @Test
    void parametersStayAsTheyAre() throws Exception {
        attach(Map.of("main.cwl", "attached"));
        String params = "{ \"a\" : 1.50, \"b\": 1e400, \"c\": \"\\u0064x\" }";
        assertThat(stage("main.cwl", params, "main.cwl")).isEqualTo(new Staged("main.cwl", params));
        assertThat(stage("main.cwl", null, "main.cwl")).isEqualTo(new Staged("main.cwl", null));
    }

    // --- The web --------------------------------------------------------------------------------

    @Test
    void aUrlIsFetchedUnderItsLastWord() throws Exception {
        type = "SH";
        for (String path : List.of("/wf/main.cwl?token=secret", "/wf/we%20ird;na:me.cwl", "/wf/", "/wf/..")) {
            site.text(path, "the workflow");
        }
        site.redirect("/hop", "/wf/").text("/", "the workflow");

        assertThat(workflow(site.base() + "/wf/main.cwl?token=secret#main")).isEqualTo("main.cwl#main");
        assertThat(work()).isEqualTo(Map.of("main.cwl", "the workflow"));
        assertThat(workflow(site.base() + "/hop")).isEqualTo("hop");
        assertThat(workflow(site.base() + "/wf/we%20ird;na:me.cwl")).isEqualTo("we_ird_na_me.cwl");
        assertThat(workflow(site.base() + "/wf/")).isEqualTo("workflow");
        assertThat(workflow(site.base() + "/wf/..")).isEqualTo("workflow");
        assertThat(workflow(site.base())).isEqualTo("workflow");
        assertThat(run.fetching()).doesNotExist();
    }

    @Test
    void whatWasFetchedIsRecordedWithoutSecrets() throws Exception {
        site.text("/wf/main.cwl?token=secret", "hello");
        workflow(site.base().replace("//", "//me:word@") + "/wf/main.cwl?token=secret");
        assertThat(fetched())
                .containsExactly(new Fetched(
                        site.base() + "/wf/main.cwl",
                        "work/main.cwl",
                        5,
                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void whatComesTooLateForItsFolderIsNotPlacedThere() throws Exception {
        site.text("/wf/main.cwl", "hello");
        Path others = run.fetching().resolve("others");
        ours = () -> {
            // As another server does that begins to stage the same run.
            assertThat(others.toFile().mkdirs()).isTrue();
            throw new InterruptedException("not ours");
        };
        assertThatThrownBy(() -> stage(site.base() + "/wf/main.cwl", null)).isInstanceOf(InterruptedException.class);
        assertThat(work()).isEmpty();
        assertThat(fetched()).isEmpty();
        assertThat(run.fetching()).isDirectoryContaining(others::equals);
    }

    @Test
    void itTakesNoAttachmentsPlace() throws Exception {
        site.text("/wf/main.cwl", "fetched");
        attach(Map.of("main.cwl", "attached"));
        assertThat(workflow(site.base() + "/wf/main.cwl", "main.cwl")).isEqualTo("workflow-main.cwl");
        assertThat(work()).isEqualTo(Map.of("main.cwl", "attached", "workflow-main.cwl", "fetched"));
        assertThat(workflow(site.base() + "/wf/main.cwl", "main.cwl/x")).isEqualTo("workflow-main.cwl");
    }

    @Test
    void whatCannotBeHadIsToldByStatusAndUrlWithoutSecrets() throws Exception {
        assertThat(unavailable(site.base().replace("//", "//user:pass@") + "/gone?token=secret"))
                .contains("404")
                .contains(site.base() + "/gone")
                .doesNotContain("pass", "secret");
        limits = Fetching.CLOSED;
        assertThat(unavailable(site.base() + "/x")).contains("private network");
        assertThat(work()).isEmpty();
        assertThat(fetched()).isEmpty();
        assertThat(run.fetching()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/x", "trs://h/t/1", "drs://h/x", "file:///x", "base64:YWJj", "gopher://h/x"})
    void whatTheSettingsDoNotListAnyMoreIsRefused(String url) {
        schemes = Set.of("http");
        assertThat(unavailable(url))
                .contains("scheme '" + url.substring(0, url.indexOf(':')) + "'")
                .contains("fetched are http");
    }

    @Test
    void aFullDiskIsNoFaultOfTheWorkflow() throws Exception {
        site.page("/main.cwl", exchange -> {
            // The next part is on a device without any space.
            try (Stream<Path> stagings = Files.list(run.fetching())) {
                Path coming = stagings.findFirst().orElseThrow();
                Files.createSymbolicLink(coming.resolve("0"), Path.of("/dev/full"));
            }
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        assertThatThrownBy(() -> workflow(site.base() + "/main.cwl"))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void whoIsInterruptedLeavesNothingHalfAndMayBeginAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        site.text("/main.cwl", "a: {run: a.cwl}\nb: {run: b.cwl}")
                .text("/a.cwl", "a")
                .page("/b.cwl", exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    asked.countDown();
                    site.untilOver();
                });
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread launch = Thread.ofPlatform().start(() -> {
            try {
                workflow(site.base() + "/main.cwl");
            } catch (Exception e) {
                end.set(e);
            }
        });
        asked.await();
        launch.interrupt();
        assertThat(launch.join(Duration.ofSeconds(10))).isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(work()).isEmpty();
        assertThat(fetched()).isEmpty();
        assertThat(run.fetching()).doesNotExist();

        site.text("/b.cwl", "b");
        assertThat(workflow(site.base() + "/main.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsOnlyKeys("main.cwl", "a.cwl", "b.cwl");
    }

    // --- In the URL -----------------------------------------------------------------------------

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "CWL, workflow.cwl",
        "WDL, workflow.wdl",
        "NFL, workflow.nf",
        "Nextflow, workflow.nf",
        "SMK, Snakefile",
        "SH, workflow"
    })
    void aDocumentInItsUrlIsNamedByItsLanguage(String workflowType, String name) throws Exception {
        type = workflowType;
        assertThat(workflow("base64:" + base64("hello") + "#main")).isEqualTo(name + "#main");
        assertThat(work()).isEqualTo(Map.of(name, "hello"));
        assertThat(fetched())
                .containsExactly(new Fetched(
                        "base64:",
                        "work/" + name,
                        5,
                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void bothAlphabetsAreRead() throws Exception {
        String text = "\u00bf\u00fe\u00ff>>>???~~~ \u20ac";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (String data : List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder().encodeToString(bytes).replace("+", "%2B").replace("=", "%3D"))) {
            assertThat(workflow("base64://" + data)).isEqualTo("workflow.cwl");
            assertThat(work()).containsEntry("workflow.cwl", text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"base64:", "base64://", "base64:a", "base64:not base64!", "base64:YWJj=YWJj", "base64:#main"})
    void whatIsNotBase64IsABadDocument(String url) throws Exception {
        assertThat(badDocument(url)).contains("workflow_url");
        assertThat(work()).isEmpty();
    }

    @Test
    void aDocumentInItsUrlLiesBesideTheAttachments() throws Exception {
        attach(Map.of("workflow.cwl", "attached"));
        assertThat(workflow("base64:" + base64("hello"), "workflow.cwl")).isEqualTo("workflow-workflow.cwl");
        assertThat(work()).containsEntry("workflow.cwl", "attached");
    }

    // --- On this machine ------------------------------------------------------------------------

    @Test
    void aFileIsRunWhereItLies() throws Exception {
        Path root = Files.createDirectories(temp.toRealPath().resolve("shared flows"));
        Path file = Files.writeString(root.resolve("a b.cwl"), "hello");
        fileRoots = List.of(root);
        String url = file.toUri().toString();

        assertThat(workflow(url + "#main")).isEqualTo(file + "#main");
        assertThat(workflow(url.replace("file:///", "file:/"))).isEqualTo(file.toString());
        assertThat(workflow(url.replace("file:///", "file://localhost/"))).isEqualTo(file.toString());
        assertThat(work()).isEmpty();
        assertThat(fetched())
                .containsExactly(
                        new Fetched(url, null, 5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    }

    @Test
    void linksAreFollowedBeforeAFileIsJudged() throws Exception {
        Path root = Files.createDirectories(temp.toRealPath().resolve("flows"));
        Path outside = Files.writeString(temp.toRealPath().resolve("outside.cwl"), "secret");
        Files.createSymbolicLink(root.resolve("out.cwl"), outside);
        Files.createSymbolicLink(root.resolve("up"), temp.toRealPath());
        Path inside = Files.writeString(root.resolve("in.cwl"), "hello");
        Files.createSymbolicLink(root.resolve("link.cwl"), inside);
        Path linkedRoot = Files.createSymbolicLink(temp.toRealPath().resolve("linked"), root);
        fileRoots = List.of(linkedRoot);

        assertThat(workflow("file://" + linkedRoot + "/link.cwl")).isEqualTo(inside.toString());
        assertThat(workflow("file://" + inside)).isEqualTo(inside.toString());
        for (String url : List.of(
                "file://" + linkedRoot + "/out.cwl",
                "file://" + linkedRoot + "/up/outside.cwl",
                "file://" + linkedRoot + "/../outside.cwl",
                "file://" + linkedRoot + "/%2e%2e/outside.cwl",
                "file://" + outside,
                "file://" + temp.toRealPath() + "/no-such-file")) {
            assertThat(refused(url)).as(url).contains("fetch.file-roots");
        }
    }

    /** The client's own words are in it, which may be a path; nothing else of this machine is. */
    private String refused(String url) {
        StagingException refused =
                org.assertj.core.api.Assertions.catchThrowableOfType(StagingException.class, () -> workflow(url));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(StagingException.Kind.UNAVAILABLE);
        return String.valueOf(refused.getMessage());
    }

    @Test
    void whatIsNoFileIsNotOpened() throws Exception {
        Path root = Files.createDirectories(temp.toRealPath().resolve("flows"));
        fileRoots = List.of(root, temp.resolve("not/mounted"));
        Files.createDirectory(root.resolve("folder"));
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(refused("file://" + root + "/folder")).contains("is not a file");
        assertThat(refused("file://" + root + "/pipe")).contains("is not a file");
        assertThat(refused("file://" + root + "/gone.cwl")).contains("no such file");
        assertThat(refused("file://other" + root + "/x")).contains("another host");
        assertThat(refused("file://" + root + "/a%00b")).contains("is no path");
    }
}
