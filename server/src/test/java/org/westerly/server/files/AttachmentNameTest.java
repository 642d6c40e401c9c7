package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../up",
                "a/../../up",
                "a/..",
                "%2e%2e/up",
                "a/%2E%2e/up",
                "..%2fup",
                "%252e%252e%252fup",
                "..\\up",
                "a\\..\\up",
                "..%5cup",
                ".. /up",
                "/etc/passwd",
                "%2fetc/passwd",
                "//host/x",
                "\\\\host\\share",
                "C:\\x",
                "C:x",
                "c:/x",
                "c%3a/x",
                "nul\0byte",
                "nul%00byte",
                "tab\tname",
                "line\nfeed",
                "next\u0085line",
                "",
                ".",
                "./",
                "a//b",
                "a/",
                "a/./b"
            })
    void refuses(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttachmentName.of(name, NameLimits.DEFAULT))
                .withMessageStartingWith("the name ");
    }

    @ParameterizedTest
    @CsvSource({
        "a.cwl, a.cwl",
        "tools/deep/a.cwl, tools/deep/a.cwl",
        "./a.cwl, a.cwl",
        "././a.cwl, a.cwl",
        "a%20b.cwl, a%20b.cwl",
        "100%.txt, 100%.txt",
        "..a, ..a",
        "a.., a..",
        "a;b'c.cwl, a;b'c.cwl"
    })
    void takes(String sent, String kept) {
        assertThat(AttachmentName.of(sent, NameLimits.DEFAULT).value()).isEqualTo(kept);
    }

    @Test
    void countsBytesAndNotCharacters() {
        NameLimits limits = new NameLimits(4, 9);
        assertThat(AttachmentName.of("üü/abcd", limits).value()).isEqualTo("üü/abcd");
        assertThatIllegalArgumentException().isThrownBy(() -> AttachmentName.of("üüa", limits));
        assertThatIllegalArgumentException().isThrownBy(() -> AttachmentName.of("abc/abc/ab", limits));
    }

    @Test
    void findsNamesThatCannotLieBesideEachOther() {
        assertThat(clashes("a", "b/a", "b/c")).isEmpty();
        assertThat(clashes("a", "./a")).singleElement().asString().contains("'a' is there twice");
        assertThat(clashes("a/b/c", "a")).singleElement().asString().contains("'a' is a file and a folder");
        assertThat(clashes("a", "a/b")).hasSize(1);
    }

    private static List<String> clashes(String... names) {
        return NameClashes.among(List.of(names).stream()
                .map(name -> AttachmentName.of(name, NameLimits.DEFAULT))
                .toList());
    }
}
