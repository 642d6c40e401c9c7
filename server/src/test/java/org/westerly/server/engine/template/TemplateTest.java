package org.westerly.server.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final Map<Placeholder, String> VALUES = Map.of(
            Placeholder.WORKFLOW_PATH,
            "{tmp}/{workflow_path}",
            Placeholder.TMP,
            "/tmp",
            Placeholder.folder("logs"),
            "/logs");

    @Test
    void expandsNoPlaceholderOfAValue() {
        assertThat(Template.of("{tmp}/a {workflow_path} {} {X}").fill(VALUES))
                .isEqualTo("/tmp/a {tmp}/{workflow_path} {} {X}");
    }

    @Test
    void knowsTheFoldersOfTheDefinition() {
        assertThat(Template.of("{logs_dir}/x", Set.of("logs")).fill(VALUES)).isEqualTo("/logs/x");
        assertThatThrownBy(() -> Template.of("{log_dir}/x", Set.of("logs")))
                .hasMessage("there is no placeholder {log_dir}; did you mean 'logs_dir'?");
    }

    @Test
    void leavesTheBracesOfOtherProgramsAlone() {
        assertThat(Template.lenient("process { cpus = 4 } {nothing} {tmp}", Set.of())
                        .fill(VALUES))
                .isEqualTo("process { cpus = 4 } {nothing} /tmp");
        assertThat(Template.literal("{tmp}").fill(VALUES)).isEqualTo("{tmp}");
        assertThat(Template.of("x=${kind} {tmp}").fill(VALUES)).isEqualTo("x=${kind} /tmp");
    }
}
