package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.StagingException;

/** Whom is connected to, and who learns a secret. */
class FetchTargetsTest extends FetchKit {

    // --- Where to -------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "017700000001",
                "0",
                "0.0.0.0",
                "localhost",
                "LocalHost",
                "localhost.",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[::]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fd00::1]",
                "10.0.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1"
            })
    void noFormOfAPrivateAddressIsConnectedTo(String host) {
        site.text("/x", "secret");
        String message = refusal(CLOSED, "http://" + host + ":" + site.port() + "/x");

        assertThat(message).containsAnyOf("private network", "names no host", "no such host");
        assertThat(site.visits).isEmpty();
    }

    @Test
    void whatAnIntruderWritesBeforeTheHostIsNoHost() {
        assertThat(refusal(CLOSED, "http://example.org@127.0.0.1:" + site.port() + "/x"))
                .contains("private network")
                .doesNotContain("example.org");
        assertThat(site.visits).isEmpty();
    }

    @Test
    void privateAddressesMayBeAllowed() throws Exception {
        site.text("/x", "hello");
        assertThat(fetch(OPEN, "http://localhost:" + site.port() + "/x").sha256())
                .isEqualTo(HELLO);
    }

    @Test
    void itConnectsToTheAddressThatWasLookedAtAndAsksOnce() throws Exception {
        site.text("/x", "hello");
        AtomicInteger asked = new AtomicInteger();
        Lookup once = host -> {
            assertThat(host).isEqualTo("made-up.example");
            assertThat(asked.incrementAndGet()).isEqualTo(1);
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        };
        try (FetchHttp http = fetching.http(OPEN, once)) {
            Ask ask = Ask.of(URI.create("http://made-up.example:" + site.port() + "/x"), LIMIT);
            assertThat(http.toFile(ask, target()).sha256()).isEqualTo(HELLO);
        }
        assertThat(site.visits.getFirst().header("Host")).contains("made-up.example:" + site.port());
    }

    @Test
    void aNameThatChangesItsMindIsLookedAtAnew() {
        site.text("/x", "secret");
        AtomicInteger asked = new AtomicInteger();
        // A public address that nobody has (RFC 5737), then this machine.
        Lookup rebinding =
                host -> List.of(InetAddress.ofLiteral(asked.incrementAndGet() == 1 ? "203.0.113.1" : "127.0.0.1"));
        FetchLimits quick = new FetchLimits(Set.of("http"), false, Duration.ofMillis(300), Duration.ofMinutes(1));
        try (FetchHttp http = fetching.http(quick, rebinding)) {
            assertThatThrownBy(() -> http.toFile(
                            Ask.of(URI.create("http://rebind.example:" + site.port() + "/x"), LIMIT), target()))
                    .isInstanceOf(StagingException.class);
        }
        assertThat(site.visits).isEmpty();
    }

    @Test
    void aRedirectIsNoWayAround() {
        // A host that the guard lets through stands in for one of the internet.
        site.redirect("/x", "http://127.0.0.1:" + other.port() + "/y").redirect("/z", "http://2130706433/");
        other.text("/y", "secret");
        Ask trusted = Ask.of(URI.create(site.base() + "/x"), LIMIT).trusting(true);

        assertThat(refusal(CLOSED, trusted)).contains("private network").contains(other.base() + "/y");
        assertThat(refusal(CLOSED, Ask.of(URI.create(site.base() + "/z"), LIMIT).trusting(true)))
                .contains("private network");
        assertThat(other.visits).isEmpty();
    }

    @Test
    void theOperatorsTrustIsForItsOriginAndEndsOutside() throws Exception {
        site.text("/x", "hello").redirect("/same", "/x").redirect("/out", other.base() + "/back");
        other.redirect("/back", site.base() + "/x");
        FetchLimits safeOnly = new FetchLimits(Set.of("https"), false, OPEN.timeout(), OPEN.deadline());

        assertThat(fetch(
                                safeOnly,
                                Ask.of(URI.create(site.base() + "/same"), LIMIT).trusting(true))
                        .sha256())
                .isEqualTo(HELLO);
        assertThat(refusal(
                        CLOSED, Ask.of(URI.create(site.base() + "/out"), LIMIT).trusting(true)))
                .contains("private network");
        assertThat(refusal(CLOSED, site.base() + "/x")).contains("private network");
    }

    @Test
    void redirectsAreCountedAndRead() throws Exception {
        site.redirect("/loop", "/loop")
                .redirect("/to-file", "file:///etc/passwd")
                .redirect("/nowhere", "http://[bad")
                .redirect("/empty", "")
                .redirect("/1", "2")
                .redirect("/2", site.base() + "/3?x=secret")
                .text("/3?x=secret", "hello");

        assertThat(refusal(OPEN, site.base() + "/loop")).contains("redirects more than 5 times");
        assertThat(refusal(OPEN, site.base() + "/to-file")).contains("scheme 'file'");
        assertThat(refusal(OPEN, site.base() + "/nowhere")).contains("no URL");
        assertThat(refusal(OPEN, site.base() + "/empty")).contains("no URL");
        assertThat(fetch(OPEN, site.base() + "/1").from()).hasToString(site.base() + "/3?x=secret");
    }

    // --- Secrets --------------------------------------------------------------------------------

    @Test
    void aUserInTheUrlGoesToItsOriginOnly() throws Exception {
        site.text("/x", "hello").redirect("/out", other.base() + "/y");
        other.text("/y", "hello");
        String withUser = site.base().replace("//", "//me:pass%20word@");

        fetch(OPEN, withUser + "/x");
        fetch(OPEN, withUser + "/out");
        assertThat(site.visits)
                .hasSize(2)
                .allMatch(
                        visit -> visit.header("Authorization").equals(java.util.Optional.of("Basic bWU6cGFzcyB3b3Jk")));
        assertThat(other.visits.getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void headersDoNotFollowToAnotherOrigin() throws Exception {
        site.redirect("/same", "/out").redirect("/out", other.base() + "/y");
        other.redirect("/y", site.base() + "/z");
        site.text("/z", "hello");
        fetch(OPEN, Ask.of(URI.create(site.base() + "/same"), LIMIT).with("Authorization", "Bearer token"));

        assertThat(site.visits.get(0).header("Authorization")).contains("Bearer token");
        assertThat(site.visits.get(1).header("Authorization")).contains("Bearer token");
        assertThat(other.visits.getFirst().header("Authorization")).isEmpty();
        assertThat(site.visits.get(2).header("Authorization"))
                .as("led back by a stranger")
                .isEmpty();
    }

    @Test
    void messagesHoldNoSecrets() {
        assertThat(refusal(OPEN, site.base().replace("//", "//user:pass@") + "/gone?token=secret"))
                .contains("404")
                .contains(site.base() + "/gone")
                .doesNotContain("pass", "secret");
        assertThat(Ask.of(URI.create("http://u:pass@h/"), 1).with("X", "secret").toString())
                .doesNotContain("pass", "secret");
    }
}
