package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.Wes;
import org.westerly.acceptance.testkit.WesterlyServer;

/** Engines that a site describes by YAML alone: the sample of the manual, and one with every kind of parameter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteEngineTest {

    /** Prints its arguments and what it finds in its environment; in two versions. */
    private static final String TALKER = """
            version: "1.0.0"
            engine:
              name: talker
              version: "1.9"
              workflowTypes: [TALK]
              workflowTypeVersions: [T1]
              commandTemplate: "sh -c 'printf \\"%s\\\\n\\" \\"$@\\"; echo token=$TALK_TOKEN; mkdir -p out; cat \\"$1\\" > out/copy.txt' talk {workflow_path} version={version} {engine_params} {workflow_params}"
              workflowParams:
                style: {method: inline, prefix: "--", separator: " ", keyValueFormat: "{key}={value}"}
              engineParams:
                unknownParamsBehavior: reject
                validatedParams:
                  - {names: [volume, -v], cliFlag: --volume, type: int, default: 3, validate: [{type: range, min: 1, max: 11}]}
                  - {names: [voices], cliFlag: --voices, type: list, validate: [{type: enum, allowed: [alto, bass]}]}
                  - {names: [loud], cliFlag: --loud, type: bool}
                  - {names: [token], cliFlag: --token, type: string, sensitive: true, envVar: TALK_TOKEN}
              deniedParams:
                - {pattern: --root, type: exact, reason: not here}
              ignoredParams: [debug]
              releases:
                "1.10": {}
            runs:
              workdir: {base: BASE, pattern: "{user_id}/{run_id}", subdirs: {logs: logs}}
            """;

    @TempDir
    static Path temp;

    private WesterlyServer server;

    @BeforeAll
    void start() throws Exception {
        Path engines = Files.createDirectory(temp.resolve("engines"));
        Files.writeString(engines.resolve("digest.yaml"), sampleOfTheManual());
        Files.writeString(
                engines.resolve("talker.yaml"),
                TALKER.replace("BASE", temp.resolve("scratch").toString()));
        server = WesterlyServer.start(temp.resolve("data"), "--set", "engines.dir=" + engines);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Wes wes() {
        return server.wes();
    }

    private static String sampleOfTheManual() throws Exception {
        String page = Files.readString(WesterlyServer.root().resolve("docs/engines.md"));
        String chapter = page.substring(page.indexOf("## Add one of your own"));
        return chapter.substring(chapter.indexOf("```yaml\n") + 8, chapter.indexOf("```\n"));
    }

    private static Form talk() {
        return Form.of("talk", "t1", "what.txt").attach("what.txt", "hello\n");
    }

    @Test
    void theSampleOfTheManualWorksAsItSays() {
        Form form = Form.of("SHA", "256", "a.txt").attach("a.txt", "one\n").attach("b.txt", "two\n");

        JsonNode run = wes().untilState(wes().accepted(form), "COMPLETE");

        assertThat(run.at("/engine/name").asText()).isEqualTo("digest");
        assertThat(run.at("/outputs/files").findValuesAsText("path")).containsExactly("SUMS");
        assertThat(wes().get(run.at("/outputs/files/0/location").asText()).text())
                .isEqualTo("""
                2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806  a.txt
                27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a  b.txt
                """);
        assertThat(run.path("task_logs")).hasSize(1);

        Form tagged = Form.of("SHA", "512", "a.txt")
                .attach("a.txt", "one\n")
                .field("workflow_engine_parameters", "{\"tag\": true}");
        JsonNode second = wes().untilState(wes().accepted(tagged), "COMPLETE");
        assertThat(wes().get(second.at("/outputs/files/0/location").asText()).text())
                .startsWith("SHA512 (a.txt) = ");
    }

    @Test
    void parametersReachTheEngineAsWords() {
        Form form = talk().field("workflow_params", "{\"name\": \"--help {workdir} $HOME\", \"n\": 1.50}")
                .field(
                        "workflow_engine_parameters",
                        "{\"-v\": 11, \"voices\": \"[\\\"alto\\\",\\\"bass\\\"]\", \"loud\": null, \"debug\": true}");

        JsonNode run = wes().untilState(wes().accepted(form), "COMPLETE");

        assertThat(stdout(run).lines().toList())
                .containsExactly(
                        "./what.txt",
                        "version=1.10",
                        "--volume",
                        "11",
                        "--voices",
                        "alto,bass",
                        "--loud",
                        "--name=--help {workdir} $HOME",
                        "--n=1.50",
                        "token=");
        assertThat(run.at("/request/workflow_engine_parameters/-v").asText()).isEqualTo("11");
        assertThat(run.at("/outputs/files").findValuesAsText("path")).containsExactly("out/copy.txt");
    }

    @Test
    void theRunLiesWhereTheDefinitionSays() throws Exception {
        String id = wes().accepted(talk());
        wes().untilState(id, "COMPLETE");

        assertThat(temp.resolve("scratch/anonymous").resolve(id).resolve("work/what.txt"))
                .hasContent("hello");
        assertThat(temp.resolve("scratch/anonymous").resolve(id).resolve("work/logs"))
                .isDirectory();
    }

    @Test
    void everyFaultIsToldAndNothingIsStored() {
        long before = stored();

        Wes.Answer mixed = wes().submit(
                        talk().field(
                                        "workflow_engine_parameters",
                                        "{\"volume\": 12, \"voices\": \"tenor\", \"--root\": \"1\", \"speed\": 1, \"loud\": \"very\"}"));
        Wes.Answer rulesOnly = wes().submit(talk().field("workflow_engine_parameters", "{\"volume\": \"loud\"}"));

        assertThat(mixed.status()).isEqualTo(400);
        assertThat(mixed.json().path("errors")).hasSize(5);
        assertThat(mixed.text()).contains("not here", "'12': must be a number from 1 to 11", "alto, bass", "'speed'");
        assertThat(rulesOnly.status()).isEqualTo(422);
        assertThat(rulesOnly.json().path("code").asText()).isEqualTo("PARAMETER_RULE");
        assertThat(stored()).isEqualTo(before);
    }

    private long stored() {
        return StreamSupport.stream(
                        wes().get("/service-info")
                                .json()
                                .path("system_state_counts")
                                .spliterator(),
                        false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void whatIsSecretIsNowhereToBeSeen() {
        Form form = talk().field("workflow_engine_parameters", "{\"token\": \"very-secret\"}");

        JsonNode run = wes().untilState(wes().accepted(form), "COMPLETE");

        // The engine got it, and wrote it into its log; a reader of the log sees how long it is.
        assertThat(stdout(run)).contains("token=***********").doesNotContain("very-secret");
        assertThat(run.toString()).doesNotContain("very-secret");
        assertThat(run.at("/request/workflow_engine_parameters/token").asText()).isEqualTo("(hidden)");
    }

    @Test
    void severalVersionsStandSideBySide() {
        JsonNode info = wes().get("/service-info").json();
        assertThat(info.at("/workflow_engine_versions/talker/workflow_engine_version"))
                .extracting(JsonNode::asText)
                .containsExactly("1.10", "1.9");
        JsonNode compat = wes().get(server.address() + "/compat/1.0/ga4gh/wes/v1/service-info")
                .json();
        assertThat(compat.at("/workflow_engine_versions/talker").asText()).isEqualTo("1.10");
        assertThat(info.path("default_workflow_engine_parameters"))
                .anySatisfy(one -> assertThat(one.toString())
                        .isEqualTo("{\"name\":\"volume\",\"type\":\"int\",\"default_value\":\"3\"}"));

        Form old = talk().field("workflow_engine", "Talker").field("workflow_engine_version", "1.9");
        assertThat(stdout(wes().untilState(wes().accepted(old), "COMPLETE"))).contains("version=1.9\n");
        Form none = talk().field("workflow_engine", "talker").field("workflow_engine_version", "1.8");
        assertThat(wes().submit(none).text()).contains("'1.8' is not supported here; supported: 1.10, 1.9");
    }

    @Test
    void theDefaultOfATypeIsTheOperatorsChoice() {
        Path engines = temp.resolve("engines");
        List<String> options = List.of("--set", "engines.dir=" + engines, "--set", "engines.default=TALK=talker@1.9");
        try (WesterlyServer other = WesterlyServer.start(temp.resolve("other"), options.toArray(String[]::new))) {
            JsonNode run = other.wes().untilState(other.wes().accepted(talk()), "COMPLETE");

            assertThat(run.at("/engine/version").asText()).isEqualTo("1.9");
        }
    }

    private String stdout(JsonNode run) {
        return wes().get(run.at("/run_log/stdout").asText()).text();
    }
}
