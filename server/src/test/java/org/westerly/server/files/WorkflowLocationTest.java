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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"other.cwl", "../main.cwl", "/main.cwl", "mailto:a@b", "a b", "http://[", "%zz", "#main", ""})
    void nowhere(String url) {
        assertThat(WorkflowLocation.of(url, ATTACHMENTS)).isInstanceOf(Nowhere.class);
    }
}
