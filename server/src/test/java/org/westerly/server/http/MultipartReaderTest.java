package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;

class MultipartReaderTest {

    private static List<String> parts(InputStream body, String boundary) throws IOException {
        List<String> parts = new ArrayList<>();
        MultipartReader reader = new MultipartReader(body, boundary);
        while (reader.next()) {
            String header = reader.headers().getOrDefault("h", "-");
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            reader.copy(content);
            parts.add(header + "=" + content.toString(StandardCharsets.ISO_8859_1));
        }
        return parts;
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\r\nH: 1\r\n\r\nx\r\n--b\r\nh:2\r\n\r\n\r\n--b\r\n\r\n-\r\n--\r\n--\r\n--b--\r\n",
                "preamble\r\n--b\r\nH: 1\r\n\r\nx\r\n--b  \r\nh: 2\r\n\r\n\r\n--b\r\n\r\n-\r\n--\r\n--\r\n--b--",
                "\r\n--b\r\nH: 1\r\n\r\nx\r\n--b\t\r\nh: 2\r\n\r\n\r\n--b\r\n\r\n-\r\n--\r\n--\r\n--b--epilogue\r\n--b\r\n"
            })
    void readsParts(String body) throws IOException {
        assertThat(parts(stream(body), "b")).containsExactly("1=x", "2=", "-=-\r\n--\r\n--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "--b",
                "--c\r\n\r\nx\r\n--c--",
                "--b\r\n\r\nx\r\n",
                "--b\r\n\r\nx\r\n--b",
                "--b\r\n\r\nx\r\n--b-",
                "--b\nH: 1\n\nx\n--b--\n",
                "--b\r\nH: 1\nG: 2\r\n\r\nx\r\n--b--",
                "--b\r\nno colon\r\n\r\nx\r\n--b--",
                "--b\r\n: 1\r\n\r\nx\r\n--b--",
                "--b\r\nh: 1\r\nH: 2\r\n\r\nx\r\n--b--",
                "--b\r\nh: \u00FF\r\n\r\nx\r\n--b--",
                "--bc\r\n\r\nx\r\n--b--",
                "--b\r\nh: 1\r\n"
            })
    void refusesWhatIsNotWhole(String body) {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> parts(stream(body), "b"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_BODY))
                .withMessageContaining("multipart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a ", "a\u00FC", "a\"b", "a\r\nb"})
    void refusesWhatIsNoBoundary(String boundary) {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> new MultipartReader(stream(""), boundary))
                .withMessageContaining("boundary");
    }

    @Test
    void refusesHeadersWithoutEnd() {
        String body = "--b\r\n" + "h: " + "x".repeat(100_000);
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> parts(stream(body), "b"))
                .withMessageContaining("headers of more than");
    }

    /** Delimiters, and what looks like one, at every place of the buffer and in every piece the network may make. */
    @Test
    void readsWhateverTheNetworkMakesOfIt() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder content = new StringBuilder();
            for (int piece = random.nextInt(4); piece >= 0; piece--) {
                content.append("y".repeat(random.nextInt(round % 10 == 0 ? 70_000 : 50)))
                        .append(List.of("\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n--bound", "--boundary")
                                .get(random.nextInt(7)));
            }
            String body = "--boundary\r\nh: 1\r\n\r\n" + content + "\r\n--boundary--\r\n";
            int most = 1 + random.nextInt(round % 3 == 0 ? 3 : 9_000);
            InputStream inPieces = new FilterInputStream(stream(body)) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return super.read(bytes, from, Math.min(length, 1 + random.nextInt(most)));
                }
            };
            assertThat(parts(inPieces, "boundary")).containsExactly("1=" + content);
        }
    }

    @Test
    void skipsWhatNobodyReads() throws IOException {
        MultipartReader reader = new MultipartReader(
                stream("--b\r\nh: 1\r\n\r\n" + "x".repeat(200_000) + "\r\n--b\r\nh: 2\r\n\r\ny\r\n--b--"), "b");
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.headers()).containsEntry("h", "2");
        assertThat(reader.next()).isFalse();
    }
}
