package org.westerly.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HookOutputTest {

    @Test
    void eachLineHasTheNameBeforeIt() {
        assertThat(HookOutput.lines("publish", "one\r\n\n  two  \n\tthree"))
                .containsExactly("publish: one", "publish:   two", "publish: \tthree");
        assertThat(HookOutput.lines("publish", "")).isEmpty();
    }

    @Test
    void theLastLinesAreKept() {
        String output =
                IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        List<String> lines = HookOutput.lines("h", output);
        assertThat(lines)
                .hasSize(41)
                .startsWith("h: … 60 lines before these", "h: 61")
                .endsWith("h: 100");
    }

    @Test
    void oneEndlessLineIsCut() {
        assertThat(HookOutput.lines("h", "x".repeat(10_000)))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(504).endsWith("x…"));
    }

    @Test
    void whatOnlyATerminalUnderstandsIsLeftOut() {
        assertThat(HookOutput.lines("h", "\u001B[1;31mred\u001B[0m\u0007 and\u0000 \u001B]0;title"))
                .containsExactly("h: red and ]0;title");
    }

    @Test
    void limitsLetARunWork() {
        assertThat(Limits.NONE).isEqualTo(new Limits(null, null));
        assertThatThrownBy(() -> new Limits(Duration.ZERO, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(null, -1L)).isInstanceOf(IllegalArgumentException.class);
    }
}
