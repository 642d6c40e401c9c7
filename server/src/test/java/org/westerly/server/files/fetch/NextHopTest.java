package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.StagingException;

class NextHopTest {

    @ParameterizedTest
    @CsvSource({
        "http://h/a/b?q, c, http://h/a/c",
        "http://h/a/b, /c?d, http://h/c?d",
        "http://h/a/b, //o/c, http://o/c",
        "http://h/a, https://h/a, https://h/a",
        "https://h/a, HTTPS://h/b, HTTPS://h/b"
    })
    void leads(URI from, String location, URI to) throws Exception {
        assertThat(NextHop.of(from, location)).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/b", "HTTP://h/b", "ftp://h/b", "file:///b"})
    void aSecretThatWasSentSafelyStaysSo(String location) {
        assertThatThrownBy(() -> NextHop.of(URI.create("https://h/a?token=secret"), location))
                .isInstanceOf(StagingException.class)
                .hasMessageContaining("redirects from https")
                .hasMessageNotContaining("secret");
    }

    @Test
    void originsAreSchemeHostAndPort() {
        URI one = URI.create("https://Host/a");
        assertThat(Origin.same(one, URI.create("HTTPS://host:443/b"))).isTrue();
        assertThat(Origin.same(one, URI.create("http://host:443/b"))).isFalse();
        assertThat(Origin.same(one, URI.create("https://host:444/b"))).isFalse();
        assertThat(Origin.same(one, URI.create("https://host.example/b"))).isFalse();
    }
}
