package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of any bytes reach a URL and come back. */
class EncodedPathTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "a/b-c._~9, a/b-c._~9",
        "a b, a%20b",
        "50%, 50%25",
        "x;y=1&z, x%3By%3D1%26z",
        "ü, %C3%BC",
    })
    void unreservedCharactersStay(String name, String encoded) {
        assertThat(EncodedPath.of(Path.of(name))).isEqualTo(encoded);
        assertThat(EncodedPath.read(encoded)).contains(Path.of(name));
    }

    @Test
    void otherRulesOfEncodingAreUnderstood() {
        assertThat(EncodedPath.read("ü;x+y/%41")).contains(Path.of("ü;x+y/A"));
        assertThat(EncodedPath.read("a//b/")).contains(Path.of("a/b"));
    }

    @Test
    void aNameThatIsNoUtf8ComesBack() throws IOException {
        Path odd = EncodedPath.read("%FF%FE\n.txt").orElseThrow();
        Files.writeString(temp.resolve(odd), "x");
        try (var files = Files.list(temp)) {
            Path found = files.findFirst().orElseThrow();
            String encoded = EncodedPath.of(temp.relativize(found));
            assertThat(encoded).isEqualTo("%FF%FE%0A.txt");
            assertThat(temp.resolve(EncodedPath.read(encoded).orElseThrow())).isRegularFile();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%00b"})
    void whatIsNoPathIsNone(String encoded) {
        assertThat(EncodedPath.read(encoded)).isEmpty();
    }
}
