package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.WorkflowLocation.Attached;
import org.westerly.server.files.WorkflowLocation.Nowhere;
import org.westerly.server.files.WorkflowLocation.Remote;

class WorkflowLocationTest {

    private static final List<String> ATTACHMENTS =
            List.of("main.cwl", "sub/a b.cwl", "lit%20eral.cwl", "hash#tag.cwl", "http:odd.cwl");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main.cwl | main.cwl | ''",
                "./main.cwl | main.cwl | ''",
                "main.cwl#main | main.cwl | #main",
                "sub/a%20b.cwl#step/x | sub/a b.cwl | #step/x",
                "sub/a b.cwl | sub/a b.cwl | ''",
                "lit%20eral.cwl | lit%20eral.cwl | ''",
                "hash#tag.cwl | hash#tag.cwl | ''",
                "http:odd.cwl | http:odd.cwl | ''"
            })
    void attached(String url, String name, String fragment) {
        assertThat(WorkflowLocation.of(url, ATTACHMENTS)).isEqualTo(new Attached(name, fragment));
    }

    @Test
    void remote() {
        assertThat(WorkflowLocation.of("HTTPS://Host/a%20b.cwl?x=1#main", ATTACHMENTS))
                .isInstanceOfSatisfying(
                        Remote.class,
                        remote -> assertThat(remote.uri()).hasToString("https://Host/a%20b.cwl?x=1#main"));
        assertThat(WorkflowLocation.of("file:///etc/passwd", ATTACHMENTS)).isInstanceOf(Remote.class);
        assertThat(WorkflowLocation.of("drs://dg.4503:0027", ATTACHMENTS)).isInstanceOf(Remote.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trs://host/tool/1.0 | trs://host/tool/1.0",
                "TRS://host/tool/1.0#main | trs://host/tool/1.0#main",
                "trs://host/#workflow/github.com/o/r/1.0 | trs://host/%23workflow/github.com/o/r/1.0",
                "trs://host/#workflow/o/r/1.0#main | trs://host/%23workflow/o/r/1.0#main"
            })
    void aToolIdMayBeginWithTheSignOfAFragment(String url, String uri) {
        assertThat(WorkflowLocation.of(url, ATTACHMENTS))
                .isInstanceOfSatisfying(
                        Remote.class, remote -> assertThat(remote.uri()).hasToString(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "base64:YWJj, YWJj, ''",
        "BASE64://YWJj, YWJj, ''",
        "base64:YWJj#main, YWJj, #main",
        "base64:a+/b==, a+/b==, ''",
        "base64:, '', ''",
        "base64:not base64, not base64, ''"
    })
    void embedded(String url, String data, String fragment) {
        assertThat(WorkflowLocation.of(url, ATTACHMENTS))
                .isEqualTo(new WorkflowLocation.Embedded(data, fragment))
                .asString()
                .doesNotContain("YWJj");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"other.cwl", "../main.cwl", "/main.cwl", "mailto:a@b", "a b", "http://[", "%zz", "#main", ""})
    void nowhere(String url) {
        assertThat(WorkflowLocation.of(url, ATTACHMENTS)).isInstanceOf(Nowhere.class);
    }
}
