package org.westerly.server.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellWordsTest {

    static Stream<String> texts() {
        return Stream.of(
                "one two  three",
                "  'single $HOME \\ kept'\t\"double $x\"",
                "a'b'\"c\"d '' \"\" ''x",
                "back\\ slash \\\\ \\' \\\" \\$",
                "\"in \\\" double \\\\ \\a \\$ \"",
                "{workflow_path} --x={engine_params} 'a=b;c|d&e>f*?~#'",
                "line\\\nbreak \"and\\\ninside\"",
                "");
    }

    /** The shell itself says what is right. */
    @ParameterizedTest
    @MethodSource("texts")
    void splitsAsAShellDoes(String text) throws Exception {
        String quoted = text.replace("$HOME", "HOME")
                .replace("$x", "x")
                .replace("\\$", "D")
                .replace("~#", "");
        Process shell = new ProcessBuilder("sh", "-fc", "printf '%s\\0' " + quoted).start();
        String said = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        List<String> words = List.of(said.split("\0", -1));

        assertThat(ShellWords.split(quoted))
                .isEqualTo(quoted.isEmpty() ? List.of() : words.subList(0, words.size() - 1));
    }

    @Test
    void expandsNothing() {
        assertThat(ShellWords.split("$HOME `ls` *.txt ~ a;b \"$(x)\""))
                .containsExactly("$HOME", "`ls`", "*.txt", "~", "a;b", "$(x)");
    }

    @Test
    void refusesWhatIsNotClosed() {
        assertThatThrownBy(() -> ShellWords.split("a 'b")).hasMessage("a quote ' is not closed");
        assertThatThrownBy(() -> ShellWords.split("a \"b")).hasMessage("a quote \" is not closed");
        assertThatThrownBy(() -> ShellWords.split("a \\")).hasMessageContaining("backslash");
    }
}
