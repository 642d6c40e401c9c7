package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void keepsTheTextOfEachMember() {
        Map<String, String> sources = new LinkedHashMap<>();
        StrictJson.object(" {\"a\": { \"x\" : 1.50,\n\"ü\":[1e400 , \"}\"] } , \"b\":-0.10e+5, \"c\":\"t\\u00fc\","
                        + " \"d\":null,\"e\":[ ]} ")
                .forEach((name, member) -> sources.put(name, member.source()));
        assertThat(sources)
                .containsExactly(
                        Map.entry("a", "{ \"x\" : 1.50,\n\"ü\":[1e400 , \"}\"] }"),
                        Map.entry("b", "-0.10e+5"),
                        Map.entry("c", "tü"),
                        Map.entry("d", "null"),
                        Map.entry("e", "[ ]"));
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
