package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.configured.EngineSettings.Folders;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.Source;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.Secrets;
import org.yaml.snakeyaml.Yaml;

/** What would be started, looked at word by word. */
class PlanLaunchTest {

    private static final RunId ID = new RunId("01980000-0000-7000-8000-000000000000");

    /** Every key that people use in files written for Metis, with values of our own. */
    private static final String METIS = """
            version: 1.0.0
            engine:
              name: Flow
              id: 0b3a4b5c-0000-7000-8000-000000000001
              version: "7.1"
              backend: local
              workflowTypes: [FLW]
              workflowTypeVersions: [F1, F2]
              commandTemplate: "flow run '{workflow_path}' --id={run_id} {engine_params} {workflow_params}"
              workflowParams:
                style: {method: inline, prefix: "--", separator: " ", keyValueFormat: "{key}={value}"}
              engineParams:
                unknownParamsBehavior: strip
                validatedParams:
                  - names: [mode, -mode]
                    cliFlag: -mode
                    type: list
                    default: [fast]
                    strictDefault: false
                    required: false
                    sensitive: false
                    listSeparator: ","
                    validate:
                      - {type: enum, allowed: [fast, safe], message: fast or safe}
                    description: How.
                  - names: [outdir]
                    cliFlag: --outdir
                    type: string
                    default: "{workdir}/outputs"
                    validate:
                      - {type: regex, pattern: "^/[a-z0-9/-]+$"}
                      - {type: custom, rule: no_parent_traversal, message: no way up}
                  - names: [again]
                    cliFlag: -again
                    type: bool
                    default: false
                    booleanStyle: flag
                  - names: [token]
                    cliFlag: -with-token
                    type: string
                    default: null
                    sensitive: true
                    envVar: FLOW_TOKEN
              deniedParams:
                - {pattern: --root, type: exact, reason: no root}
              ignoredParams: [--debug]
              wesParser:
                outputs: {scriptPath: /parse.lua}
            runs:
              workdir:
                base: /srv/runs
                pattern: "{user_id}/{date}/{run_id}"
                subdirs: {logs: logs, outputs: outputs, work: work, temp: tmp}
              config:
                filepath: "{run_id}.conf"
                content: |
                  process { cpus = 4 }
                  logs = "{logs_dir}" # {unknown}
              hooks:
                preRunHook:
                onSuccessHook: {path: null, script: null}
            """;

    @TempDir
    Path temporary;

    private RunFolder folder = new RunFolder(Path.of("/"));

    @BeforeEach
    void makeFolder() {
        folder = new RunFolder(temporary.resolve(ID.value()));
    }

    @Test
    void aFileWrittenForMetisIsReadAsItIs() throws Exception {
        EngineDefinition definition = definition(METIS);
        RunRequest request = request(
                "{\"name\": \"--help {workdir}\", \"n\": 1.50}",
                Map.of("mode", "[\"fast\",\"safe\"]", "token", "secret-word", "--debug", "1", "other", "2"));

        Plan plan = plan(definition, Site.PLAIN, request);

        assertThat(plan.argv())
                .containsExactly(
                        "flow",
                        "run",
                        "./main.flw",
                        "--id=" + ID,
                        "-mode",
                        "fast,safe",
                        "--outdir",
                        folder.work() + "/outputs",
                        "--name=--help {workdir}",
                        "--n=1.50");
        assertThat(plan.environment()).containsEntry("FLOW_TOKEN", "secret-word");
        assertThat(plan.command()).isEqualTo(plan.argv());
        assertThat(plan.folders())
                .contains(folder.work().resolve("logs"), folder.work().resolve("tmp"));
        assertThat(plan.files())
                .contains(new Plan.PlannedFile(
                        folder.work().resolve(ID + ".conf"),
                        "process { cpus = 4 }\nlogs = \"" + folder.work() + "/logs\" # {unknown}\n"));
        assertThat(JudgeRequest.judge(definition, request).notes())
                .containsExactly("engine parameter 'other' is not known here: ignored");
        assertThat(ConfiguredEngine.place(definition, run("ann/bob")))
                .contains(Path.of("/srv/runs/ann_bob/2026-11-21/" + ID));
        assertThat(definition.workflowTypes()).containsExactly(Map.entry("FLW", List.of("F1", "F2")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prefix: "--", separator: " "                              | --k v
            prefix: "-", separator: "="                               | -k=v
            prefix: "", separator: ":"                                | k:v
            prefix: "--", separator: "=", keyValueFormat: "{key}:{value}" | --k:v
            prefix: "--config", separator: " ", keyValueFormat: "{key}={value}" | --config k=v
            prefix: "--set"                                           | --set k=v
            """)
    void putsParametersOnTheCommandLine(String style, String words) throws Exception {
        Plan plan = plan(inline(style), Site.PLAIN, request("{\"k\": \"v\", \"none\": null}", Map.of()));

        assertThat(plan.argv()).containsExactly(("flow " + words).split(" "));
    }

    @Test
    void aParameterCannotBecomeAnOption() throws Exception {
        EngineDefinition apart = inline("prefix: \"--\"");

        assertThat(faults(
                        apart,
                        "{\"a\": \"--help\", \"b c\": 1, \"d\\ne\": 1, \"f\": -5, \"g=h\": 1, \"i\": \"x\\u0000\"}"))
                .extracting(RequestVerdict.Fault::parameter)
                .containsExactly("a", "b c", "d\ne", "g=h", "i");
        assertThat(faults(inline("prefix: \"--\", separator: \"=\""), "{\"a\": \"--help\"}"))
                .isEmpty();
    }

    @Test
    void writesParametersInTheFormatAsked() throws Exception {
        String json =
                "{\"a\":  1.50,\"big\": 1e400, \"b\": {\"c d\": [true, null, \"é=\\n#\"]}, \"s\": \"yes\", \"t\": \"007\"}";

        String yaml = content(file("format: yaml"), json);
        assertThat(yaml).contains("1.50").contains("\"007\"");
        Map<String, Object> read = new Yaml().load(yaml);
        assertThat(read).containsEntry("s", "yes").containsEntry("t", "007").containsEntry("a", 1.5);
        assertThat(read.get("b")).isEqualTo(Map.of("c d", java.util.Arrays.asList(true, null, "é=\n#")));

        Properties properties = new Properties();
        properties.load(new StringReader(content(file("format: properties"), json)));
        assertThat(properties)
                .containsEntry("a", "1.50")
                .containsEntry("b.c d.0", "true")
                .containsEntry("b.c d.1", "")
                .containsEntry("b.c d.2", "é=\n#");

        assertThat(content(file("format: json"), json)).isEqualTo(json);
    }

    @Test
    void namesTheFileOfParameters() throws Exception {
        assertThat(plan(file("format: yaml"), Site.PLAIN, request("{}", Map.of()))
                        .argv())
                .containsExactly("flow", folder.engine() + "/params.yaml");
        assertThat(plan(file("filePath: \"in/{run_id}.json\", paramsFileFlag: -p"), Site.PLAIN, request("{}", Map.of()))
                        .argv())
                .containsExactly("flow", "-p", folder.work() + "/in/" + ID + ".json");
        assertThat(plan(file("paramsFileFlag: --params="), Site.PLAIN, request("{}", Map.of()))
                        .argv())
                .containsExactly("flow", "--params=" + folder.params());
        assertThat(plan(file("paramsFileFlag: -p"), Site.PLAIN, request(null, Map.of()))
                        .argv())
                .containsExactly("flow");
    }

    @Test
    void noFileOfTheDefinitionLeavesTheRunsFolder() throws Exception {
        EngineDefinition definition = file("filePath: \"{tmp}/../../../x\"");

        assertThatThrownBy(() -> plan(definition, Site.PLAIN, request("{}", Map.of())))
                .hasMessageContaining("leaves the run's folder");
    }

    @Test
    void whatIsSecretIsMaskedInWhatIsShown() throws Exception {
        EngineDefinition definition = definition(METIS.replace("envVar: FLOW_TOKEN", ""));
        Plan plan = plan(definition, Site.PLAIN, request("{\"x\": \"secret-word\"}", Map.of("token", "secret-word")));

        assertThat(plan.argv()).contains("-with-token", "secret-word", "--x=secret-word");
        assertThat(plan.command())
                .contains("-with-token", Secrets.MASK, "--x=" + Secrets.MASK)
                .noneMatch(word -> word.contains("secret-word"));
        assertThat(plan.toString()).contains("secret-word");
        assertThat(Secrets.of(request(null, Map.of("token", "secret-word"))).toString())
                .isEqualTo("1 secrets");
    }

    @Test
    void theSitesContainerRuntimeHasItsWords() throws Exception {
        EngineDefinition definition = definition("""
                version: "1"
                engine:
                  name: flow
                  version: 1
                  workflowTypes: [FLW]
                  workflowTypeVersions: [F1]
                  commandTemplate: [flow, "{container_params}", "{workflow_path}"]
                  environment: {path: [/opt/flow/bin], set: {KIND: plain}}
                  containers:
                    none: {arguments: [--no-container]}
                    podman: {arguments: [--engine, podman], environment: {KIND: podman}}
                """);

        Plan none = plan(definition, Site.PLAIN, request(null, Map.of()));
        Plan podman = plan(
                definition,
                new Site(List.of(Path.of("/opt/more")), "docker", Map.of("flow", "podman"), Map.of("SHIM", "1")),
                request(null, Map.of()));

        assertThat(none.argv()).containsExactly("flow", "--no-container", "./main.flw");
        assertThat(podman.argv()).containsExactly("flow", "--engine", "podman", "./main.flw");
        assertThat(none.environment()).containsEntry("KIND", "plain");
        assertThat(podman.environment()).containsEntry("KIND", "podman").containsEntry("SHIM", "1");
        // The programs that label containers stand before the docker and podman of everyone.
        assertThat(podman.environment().get("PATH"))
                .matches(".*/containers-[0-9a-f]+:/opt/flow/bin:/opt/more:/usr/local/sbin:.*");
    }

    @Test
    void aRunWhoseParametersAreNotAllowedAnyMoreIsNotStarted() throws Exception {
        assertThatThrownBy(() -> plan(definition(METIS), Site.PLAIN, request(null, Map.of("--root", "1"))))
                .isInstanceOf(EngineMissingException.class)
                .hasMessageContaining(
                        "have changed since the run was accepted: engine parameter '--root' is not allowed");
    }

    @Test
    void saysThatParametersAreNotTaken() throws Exception {
        EngineDefinition definition = definition(METIS.replace(" {workflow_params}", ""));

        assertThat(plan(definition, Site.PLAIN, request("{\"a\": 1}", Map.of())).notes())
                .containsExactly("the engine takes no workflow parameters: ignored");
    }

    private EngineDefinition inline(String style) throws Exception {
        return styled("method: inline, " + style);
    }

    private EngineDefinition file(String style) throws Exception {
        return styled("method: file, " + style);
    }

    private EngineDefinition styled(String style) throws Exception {
        return definition("""
                version: "1"
                engine:
                  name: flow
                  version: 1
                  workflowTypes: [FLW]
                  workflowTypeVersions: [F1]
                  commandTemplate: [flow, "{workflow_params}"]
                  workflowParams: {style: {STYLE}}
                """.replace("STYLE", style));
    }

    private EngineDefinition definition(String yaml) throws Exception {
        Path file = Files.writeString(temporary.resolve("engine.yaml"), yaml);
        return new DefinitionReader().read(new Source.InFile(file)).engines().getFirst();
    }

    private String content(EngineDefinition definition, String json) throws Exception {
        return plan(definition, Site.PLAIN, request(json, Map.of()))
                .files()
                .getFirst()
                .content();
    }

    private static List<RequestVerdict.Fault> faults(EngineDefinition definition, String json) {
        return JudgeRequest.judge(definition, request(json, Map.of())).faults();
    }

    private static RunRequest request(@Nullable String params, Map<String, String> parameters) {
        return new RunRequest("main.flw", "flw", "f1", null, null, params, parameters, Map.of(), List.of("main.flw"))
                .withSecrets(parameters.containsKey("token") ? java.util.Set.of("token") : java.util.Set.of());
    }

    private static Run run(String owner) {
        Instant submitted = Instant.parse("2026-11-21T10:11:12.345Z");
        return Run.accepted(ID, new Owner(owner), new EngineChoice("flow", "1"), Map.of(), List.of(), submitted);
    }

    private Plan plan(EngineDefinition definition, Site site, RunRequest request) throws Exception {
        EngineSettings settings = new EngineSettings(
                new Folders(temporary, Optional.empty(), temporary.resolve("unpacked"), temporary.resolve("caches")),
                Path.of("/usr/bin/java"),
                Map.of(),
                site);
        return new MakeEngine(settings)
                .planner(definition)
                .plan(new Launch(run("ann"), request, folder, "main.flw", request.workflowParams()));
    }
}
