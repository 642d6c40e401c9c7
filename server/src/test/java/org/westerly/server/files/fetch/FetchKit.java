package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.StagingException;

/** A site to fetch from, and another one that it may send to. */
abstract class FetchKit {

    static final FetchLimits OPEN = Fetching.OPEN;
    static final FetchLimits CLOSED = Fetching.CLOSED;
    static final long LIMIT = 100_000;

    /** SHA-256 of "hello", as any other program computes it. */
    static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder = Path.of("");

    final WebSite site = new WebSite();
    final WebSite other = new WebSite();
    final Fetching fetching = new Fetching();

    @AfterEach
    void close() {
        site.close();
        other.close();
    }

    Path target() {
        return folder.resolve("target");
    }

    Received fetch(FetchLimits limits, Ask ask) throws Exception {
        try (FetchHttp http = fetching.http(limits)) {
            return http.toFile(ask, target());
        }
    }

    Received fetch(FetchLimits limits, String url) throws Exception {
        return fetch(limits, Ask.of(URI.create(url), LIMIT));
    }

    String refusal(FetchLimits limits, Ask ask) {
        StagingException refused = catchThrowableOfType(StagingException.class, () -> fetch(limits, ask));
        assertThat(refused).as("it was fetched").isNotNull();
        assertThat(refused.kind()).isEqualTo(StagingException.Kind.UNAVAILABLE);
        return String.valueOf(refused.getMessage());
    }

    String refusal(FetchLimits limits, String url) {
        return refusal(limits, Ask.of(URI.create(url), LIMIT));
    }

    static FetchLimits impatient(Duration timeout, Duration deadline) {
        return new FetchLimits(Set.of("http", "https"), true, timeout, deadline);
    }
}
