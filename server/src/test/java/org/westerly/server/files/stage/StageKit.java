package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.config.Secret;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Staged;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.StillOurs;
import org.westerly.server.files.Upload;
import org.westerly.server.files.Uploads;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.FetchLimits;
import org.westerly.server.files.fetch.Fetching;
import org.westerly.server.files.fetch.WebSite;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** A run to stage, and a web site to fetch from. */
abstract class StageKit {

    static final long MAX_BYTES = 100_000;
    static final long MAX_INPUT_BYTES = 200_000;

    final RunId id = RunId.mint(Instant.now());
    final WebSite site = new WebSite();
    final Fetching fetching = new Fetching();

    Set<String> schemes = Set.of("http", "https", "file", "trs", "drs", "base64");
    FetchLimits limits = Fetching.OPEN;
    List<Path> fileRoots = List.of();
    Map<String, URI> registries = Map.of();

    @Nullable
    URI defaultRegistry;

    Map<String, URI> repositories = Map.of();
    Map<String, Secret> tokens = Map.of();
    String type = "CWL";
    StillOurs ours = () -> {};

    @TempDir
    Path temp = Path.of("");

    RunFolder run;
    private Uploads uploads;

    @BeforeEach
    void open() throws IOException {
        uploads = new Uploads(temp.resolve("uploads"), "one");
        run = new RunFolders(temp.resolve("runs")).of(id);
        run.create();
    }

    @AfterEach
    void close() {
        site.close();
    }

    Staged stage(String url, @Nullable String params, String... attachments)
            throws StagingException, IOException, InterruptedException {
        RunRequest request =
                new RunRequest(url, type, "1.0", null, null, params, Map.of(), Map.of(), List.of(attachments));
        try (FetchHttp http = fetching.http(limits)) {
            return stageRun(http).stage(id, request, run, ours);
        }
    }

    StageRun stageRun(FetchHttp http) {
        return new StageRun(
                uploads,
                new Sources(
                        schemes,
                        MAX_BYTES,
                        MAX_INPUT_BYTES,
                        fileRoots,
                        new TrsRegistries(registries, defaultRegistry),
                        new DrsServers(repositories, tokens)),
                http);
    }

    String workflow(String url, String... attachments) throws Exception {
        return stage(url, null, attachments).workflow();
    }

    /** Why it cannot be staged; its kind is {@code kind}. */
    String refusal(StagingException.Kind kind, String url, @Nullable String params, String... attachments) {
        StagingException refused = catchThrowableOfType(StagingException.class, () -> stage(url, params, attachments));
        assertThat(refused).as("it was staged").isNotNull();
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(String.valueOf(refused.getMessage())).doesNotContain(temp.toString());
        return String.valueOf(refused.getMessage());
    }

    String unavailable(String url, String... attachments) {
        return refusal(StagingException.Kind.UNAVAILABLE, url, null, attachments);
    }

    String badDocument(String url) {
        return refusal(StagingException.Kind.BAD_DOCUMENT, url, null);
    }

    void attach(Map<String, String> files) throws IOException {
        Upload upload = uploads.open(id);
        for (String text : files.values()) {
            try (OutputStream file = upload.next()) {
                file.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        upload.place(files.keySet().stream()
                .map(name -> AttachmentName.of(name, NameLimits.DEFAULT))
                .toList());
    }

    /** What lies in the working directory, text by name. */
    Map<String, String> work() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(run.work())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(run.work().relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    List<Fetched> fetched() {
        return FetchedList.read(run);
    }

    List<String> fetchedPaths() {
        return fetched().stream().map(file -> String.valueOf(file.path())).toList();
    }

    URI base() {
        return URI.create(site.base());
    }
}
