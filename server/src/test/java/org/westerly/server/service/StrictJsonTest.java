package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void keepsTheTextOfEachMember() {
        var members = StrictJson.object(
                " {\"a\": { \"x\" : 1.50,\n\"ü\":[1e400 , \"}\"] } , \"b\":-0.10e+5, \"c\":\"t\\u00fc\", \"d\":null,\"e\":[ ]} ");
        assertThat(members.get("a").source()).isEqualTo("{ \"x\" : 1.50,\n\"ü\":[1e400 , \"}\"] }");
        assertThat(members.get("b").source()).isEqualTo("-0.10e+5");
        assertThat(members.get("c").source()).isEqualTo("tü");
        assertThat(members.get("d").source()).isEqualTo("null");
        assertThat(members.get("e").source()).isEqualTo("[ ]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{\"a\":}",
                "{} {}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "\uFEFF{}"
            })
    void refusesEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrictJson.object(text))
                .withMessageContaining("JSON");
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StrictJson.object("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
    }
}
