package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a workflow made is ever a page of ours. */
class ExhibitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/pdf", "x/unknown"
            })
    void everythingIsInASandboxWithoutOurOrigin(String type) {
        assertThat(Exhibit.policy(type)).startsWith("sandbox").doesNotContain("allow-same-origin");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, true",
        "TEXT/HTML; charset=latin1, true",
        "application/xhtml+xml, true",
        "image/svg+xml, false",
        "application/xml, false",
        "text/plain; charset=utf-8, false",
    })
    void onlyPagesRunScripts(String type, boolean scripts) {
        assertThat(Exhibit.policy(type).contains("allow-scripts")).isEqualTo(scripts);
        assertThat(Exhibit.policy(type).contains("connect-src data: blob:")).isEqualTo(scripts);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain; charset=utf-8, 1, true",
        "image/png, 1, true",
        "application/json, 1, true",
        "application/pdf, 1, false",
        "application/octet-stream, 1, false",
        "text/plain; charset=utf-8, 99999999999, false",
    })
    void whatNoBrowserShowsIsSaved(String type, long size, boolean shown) {
        assertThat(Exhibit.isShown(type, size)).isEqualTo(shown);
    }
}
