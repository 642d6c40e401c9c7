package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "form-data; name=\"f\"; filename=\"tools/a.cwl\" | tools/a.cwl",
                "form-data; name=\"f\"; filename=\"../../x\" | ../../x",
                "form-data; name=\"f\"; filename=\"%2e%2e/x\" | %2e%2e/x",
                "form-data; name=\"f\"; filename=\"a\\b.cwl\" | a\\b.cwl",
                "form-data; name=\"f\"; filename=\"C:\\dir\\x\" | C:\\dir\\x",
                "form-data; name=\"f\"; filename=\"a;b.cwl\" | a;b.cwl",
                "form-data; name=\"f\"; filename=\"q\\\"uote\" | q\"uote",
                "form-data; name=\"f\"; filename=\"a\\\\b\" | a\\b",
                "form-data; name=\"f\"; filename*=UTF-8''%C3%BC.cwl | ü.cwl",
                "form-data; name=\"f\"; filename=\"u.cwl\"; filename*=utf-8'de'%C3%BC.cwl | ü.cwl",
                "Form-Data;NAME=f;FileName=plain.cwl | plain.cwl",
                "form-data; name=\"f\"; filename=\"\" | ~~"
            })
    void filenames(String header, String filename) {
        HeaderParameters read = HeaderParameters.parse(header);
        assertThat(read.value()).isEqualTo("form-data");
        assertThat(read.text("name")).contains("f");
        assertThat(read.text("filename")).contains(filename);
    }

    @Test
    void noFilename() {
        assertThat(HeaderParameters.parse("form-data; name=\"f\"").text("filename"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; filename=\"open",
                "form-data; filename=a; filename=b",
                "form-data; filename*=latin-1''a",
                "form-data; filename*=UTF-8''%zz",
                "form-data; filename*=UTF-8''%ff",
                "form-data; filename*=plain"
            })
    void broken(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderParameters.parse(header).text("filename"));
    }
}
