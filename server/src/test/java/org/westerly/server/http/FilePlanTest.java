package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePlanTest {

    private static final FileVersion FILE = new FileVersion(10, Instant.parse("2026-11-21T10:00:00.5Z"), "1f");
    private static final String OLDER = "Sat, 21 Nov 2026 09:59:59 GMT";
    private static final String SAME = "Sat, 21 Nov 2026 10:00:00 GMT";

    private static FilePlan plan(String... headers) {
        Map<String, String> sent = new java.util.HashMap<>();
        for (int at = 0; at < headers.length; at += 2) {
            sent.put(headers[at], headers[at + 1]);
        }
        return FilePlan.of(FILE, sent::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0 | 0 | 1",
                "bytes=2-4 | 2 | 3",
                "bytes=8- | 8 | 2",
                "bytes=8-99999999999999999999 | 8 | 2",
                "bytes=-3 | 7 | 3",
                "bytes=-100 | 0 | 10",
                "Bytes=2-4 | 2 | 3"
            })
    void parts(String range, long offset, long length) {
        assertThat(plan("Range", range)).isEqualTo(new FilePlan.Part(offset, length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"bytes=10-", "bytes=99999999999999999999-", "bytes=-0", "bytes=0-1,3-4", "bytes=0-1, -2"})
    void unsatisfiable(String range) {
        assertThat(plan("Range", range)).isEqualTo(new FilePlan.Unsatisfiable());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"lines=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "nonsense"})
    void whatIsNoRangeIsIgnored(String range) {
        assertThat(plan("Range", range)).isEqualTo(new FilePlan.Whole());
    }

    @Test
    void nothingOfAnEmptyFileCanBeAskedFor() {
        assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new ByteRange.Unsatisfiable());
        assertThat(ByteRange.of("bytes=-1", 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @Test
    void knownVersionsAreNotSentAgain() {
        assertThat(plan("If-None-Match", FILE.etag())).isEqualTo(new FilePlan.NotModified());
        assertThat(plan("If-None-Match", "\"x\", W/" + FILE.etag())).isEqualTo(new FilePlan.NotModified());
        assertThat(plan("If-None-Match", "*")).isEqualTo(new FilePlan.NotModified());
        assertThat(plan("If-None-Match", "\"x\"")).isEqualTo(new FilePlan.Whole());
        assertThat(plan("If-Modified-Since", SAME)).isEqualTo(new FilePlan.NotModified());
        assertThat(plan("If-Modified-Since", OLDER)).isEqualTo(new FilePlan.Whole());
        assertThat(plan("If-Modified-Since", "yesterday")).isEqualTo(new FilePlan.Whole());
        // The tag is the better witness.
        assertThat(plan("If-None-Match", "\"x\"", "If-Modified-Since", SAME)).isEqualTo(new FilePlan.Whole());
    }

    @Test
    void preconditions() {
        assertThat(plan("If-Match", FILE.etag())).isEqualTo(new FilePlan.Whole());
        assertThat(plan("If-Match", "W/" + FILE.etag())).isEqualTo(new FilePlan.PreconditionFailed());
        assertThat(plan("If-Match", "\"x\"", "Range", "bytes=0-1")).isEqualTo(new FilePlan.PreconditionFailed());
        assertThat(plan("If-Unmodified-Since", SAME)).isEqualTo(new FilePlan.Whole());
        assertThat(plan("If-Unmodified-Since", OLDER)).isEqualTo(new FilePlan.PreconditionFailed());
    }

    @Test
    void aRangeOfAnotherVersionIsTheWholeOfThisOne() {
        FilePlan part = new FilePlan.Part(0, 2);
        assertThat(plan("Range", "bytes=0-1", "If-Range", FILE.etag())).isEqualTo(part);
        assertThat(plan("Range", "bytes=0-1", "If-Range", SAME)).isEqualTo(part);
        assertThat(plan("Range", "bytes=0-1", "If-Range", "W/" + FILE.etag())).isEqualTo(new FilePlan.Whole());
        assertThat(plan("Range", "bytes=0-1", "If-Range", "\"x\"")).isEqualTo(new FilePlan.Whole());
    }

    @Test
    void theTagChangesWithSizeTimeAndFile() {
        assertThat(FILE.etag())
                .isNotEqualTo(new FileVersion(11, FILE.modified(), "1f").etag())
                .isNotEqualTo(new FileVersion(10, FILE.modified().plusNanos(1), "1f").etag())
                .isNotEqualTo(new FileVersion(10, FILE.modified(), "20").etag());
        assertThat(FILE.lastModified()).isEqualTo(SAME);
    }

    @Test
    void namesAreSafeInAHeader() {
        assertThat(ContentDisposition.attachment("a\"b\r\nX: ü.txt"))
                .isEqualTo("attachment; filename=\"a_b__X_ _.txt\"; filename*=UTF-8''a%22b%0D%0AX%3A%20%C3%BC.txt");
    }
}
