package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.run.RunState;

class RetentionSettingsTest {

    private static final RetentionRuleSettings DROP =
            new RetentionRuleSettings("drop-intermediates", Duration.ofDays(7), List.of(), Map.of(), Map.of());
    private static final RetentionRuleSettings PURGE = new RetentionRuleSettings(
            "purge",
            Duration.ofDays(30),
            List.of("COMPLETE", "CANCELED"),
            Map.of("project", "test"),
            Map.of("keep", "*", "grant", "a b"));

    @TempDir
    Path folder;

    @Test
    void defaults() {
        assertThat(Mapping.defaults().retention())
                .isEqualTo(new RetentionSettings(List.of(), Map.of(), Duration.ofHours(1)));
    }

    @Test
    void every_key_reaches_its_place() {
        Settings settings = Mapping.full(
                "retention",
                Map.of(
                        "retention.rules",
                        "[{action: drop-intermediates, after: 7d}]",
                        "retention.keep",
                        "keep=*",
                        "retention.interval",
                        "10m"));
        assertThat(settings.retention())
                .isEqualTo(new RetentionSettings(List.of(DROP), Map.of("keep", "*"), Duration.ofMinutes(10)));
    }

    @Test
    void rules_are_the_same_from_the_file_a_variable_and_an_option() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                retention:
                  rules:
                    - action: drop-intermediates
                      after: 7d
                    - action: purge
                      after: 30d
                      states: [COMPLETE, CANCELED]
                      tags:
                        project: test
                      unless: {keep: "*", grant: a b}
                """);
        String line = "[{action: drop-intermediates, after: 7d}, {action: purge, after: 30d, states: [COMPLETE,"
                + " CANCELED], tags: {project: test}, unless: {keep: \"*\", grant: a b}}]";
        List<RetentionRuleSettings> rules = List.of(DROP, PURGE);

        assertThat(LoadSettings.from(Optional.of(file), Map.of(), List.of())
                        .retention()
                        .rules())
                .isEqualTo(rules);
        assertThat(LoadSettings.from(Optional.empty(), Map.of("WESTERLY_RETENTION_RULES", line), List.of())
                        .retention()
                        .rules())
                .isEqualTo(rules);
        assertThat(LoadSettings.from(Optional.of(file), Map.of(), List.of("retention.rules=" + line))
                        .retention()
                        .rules())
                .isEqualTo(rules);
        assertThat(LoadSettings.from(Optional.of(file), Map.of(), List.of("retention.rules=[]"))
                        .retention()
                        .rules())
                .as("an option can switch them off")
                .isEmpty();
    }

    @Test
    void every_fault_of_every_rule_is_told_at_once() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), """
                retention:
                  interval: 0s
                  keep: nothing
                  rules:
                    - {action: drop, after: 7d}
                    - {action: purge, afer: 30d}
                    - {action: delete, after: soon, states: [COMPLETE, RUNNING], tags: {}, unless: keep}
                    - {action: delete, after: 1d, after: 2d, states: []}
                """);
        String at = " (" + file + ":4): ";

        assertThat(problems(Optional.of(file)))
                .contains(
                        "retention.rules number 1" + at
                                + "action = \"drop\"; allowed is drop-intermediates, delete or purge",
                        "retention.rules number 2" + at + "unknown word afer; did you mean after?",
                        "retention.rules number 2" + at
                                + "after is missing; allowed is a time such as 500ms, 2s, 1m, 12h or 7d",
                        "retention.rules number 3" + at
                                + "after = \"soon\"; allowed is a time such as 500ms, 2s, 1m, 12h or 7d",
                        "retention.rules number 3" + at + "states = [COMPLETE, RUNNING]; allowed is states of runs that"
                                + " have ended: COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR, CANCELED, PREEMPTED",
                        "retention.rules number 4" + at + "after is given twice")
                .anyMatch(told -> told.startsWith("retention.rules number 3" + at + "tags is empty; leave it out"))
                .anyMatch(told -> told.startsWith("retention.rules number 3" + at + "unless = \"keep\"; allowed is"))
                .anyMatch(told -> told.startsWith("retention.rules number 4" + at + "states is empty; leave it out"))
                .anyMatch(told -> told.startsWith("retention.interval = \"0s\"") && told.contains("from 1s on"))
                .anyMatch(told -> told.startsWith("retention.keep = \"nothing\""))
                .hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "purge",
                "{action: purge, after: 30d}",
                "[purge]",
                "[{action: purge, after: {in: 30d}}]",
                "[{action: purge, after: [30d]}]",
                "[{action: purge, after: 30d, tags: {a: [b]}}]",
                "[{action: purge, after: 30d, tags: [{a: b}]}]",
                "[{action: purge, after: 30d}, purge]",
                "[{action: purge, after: 30d",
                "[{action: purge, after: 30d, unless: {keep: *}}]",
                "[{}]"
            })
    void what_is_no_list_of_rules_is_refused(String value) {
        assertThat(problems(Optional.empty(), "retention.rules=" + value))
                .isNotEmpty()
                .allSatisfy(
                        told -> assertThat(told).startsWith("retention.rules").contains("allowed is"));
    }

    @ParameterizedTest
    @CsvSource({"500ms, false", "0h, false", "1s, true", "15m, true", "2d, true"})
    void the_interval_is_a_second_at_least(String interval, boolean allowed) {
        String option = "retention.interval=" + interval;
        if (allowed) {
            assertThat(Mapping.full(
                                    "retention",
                                    Map.of(
                                            "retention.rules", "[{action: purge, after: 0s}]",
                                            "retention.keep", "keep=*",
                                            "retention.interval", interval))
                            .retention()
                            .interval())
                    .isPositive();
        } else {
            assertThat(problems(Optional.empty(), option)).hasSize(1);
        }
    }

    @Test
    void the_states_are_those_that_runs_end_in() {
        assertThat(RetentionRuleSettings.STATES.split("\\|"))
                .containsExactlyInAnyOrder(Stream.of(RunState.values())
                        .filter(RunState::terminal)
                        .map(RunState::name)
                        .toArray(String[]::new));
    }

    private static List<String> problems(Optional<Path> file, String... options) {
        return catchThrowableOfType(
                        InvalidSettingsException.class, () -> LoadSettings.from(file, Map.of(), Arrays.asList(options)))
                .problems();
    }
}
