package org.westerly.server.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning.Outcome;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.definition.RunLayout.Moment;

class DefinitionReaderTest {

    private static final String GOOD = """
            version: "1"
            engine:
              name: digest
              version: 1.0
              workflowTypes: [SHA]
              workflowTypeVersions:
                SHA: ["256"]
              commandTemplate: [sha256sum, "{engine_params}", "{workflow_path}"]
              engineParams:
                validatedParams:
                  - names: [check, -c]
                    cliFlag: --check
                    type: bool
                  - {names: [jobs], cliFlag: -j, type: int, default: 2, validate: [{type: range, min: 1, max: 8}]}
              deniedParams: [{pattern: "rm .*", type: regex}]
              events: "{events}"
              outputs:
                listing: "{workdir}"
              exitCodes:
                3: {outcome: fault, reason: the licence server is down}
            runs:
              workdir: {base: /data/runs, pattern: "{user_id}/{run_id}", subdirs: {logs: logs}}
              hooks:
                preRunHook: {script: "echo hello", timeout: 5s}
            """;

    @TempDir
    Path folder;

    @Test
    void readsWhatIsThere() throws Exception {
        EngineDefinition read = read(GOOD);

        assertThat(read.folderName()).isEqualTo("digest-1.0");
        assertThat(read.workflowTypes()).containsExactly(Map.entry("SHA", List.of("256")));
        assertThat(read.command().template()).hasToString("[sha256sum, {engine_params}, {workflow_path}]");
        assertThat(read.parameters().known()).extracting("name").containsExactly("check", "jobs");
        assertThat(read.results().outputs()).isInstanceOf(Outputs.Listing.class);
        assertThat(read.results().exitCodes())
                .containsEntry(3, new ExitMeaning(Outcome.FAULT, "the licence server is down"));
        assertThat(read.runs().hook(Moment.BEFORE).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.runs().hook(Moment.AFTER)).isEmpty();
    }

    @Test
    void readsTheDefinitionsThatComeWithTheServer() throws Exception {
        for (Source source : Source.builtIn()) {
            for (EngineDefinition read : new DefinitionReader().read(source).engines()) {
                assertThat(read.bundle().detection().files().size()
                                + read.bundle().detection().command().size())
                        .as(read.folderName())
                        .isPositive();
                for (String resource : read.bundle().resources()) {
                    assertThat(source.open(resource).readAllBytes())
                            .as(resource)
                            .isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exitCodes:           | exitCode:            | 19 | unknown key engine.exitCode; did you mean 'exitCodes'?
            {workdir}            | {workdri}            | 18 | there is no placeholder {workdri}; did you mean 'workdir'?
            {workdir}            | {engine_home}        | 18 | {engine_home} cannot be used here
            workflowTypes: [SHA] | workflowTypes: SHA   | 5  | engine.workflowTypes must be a list
            version: 1.0         | version: ../../etc   | 4  | engine.version is '../../etc', but must be letters
            name: digest         | nmae: digest         | 3  | engine.name is missing
            {events}             | /tmp/x               | 16 | engine.events must lie in the run's folder
            listing              | document: stdout, listing | 18 | not YAML
            "{workdir}"          | "{workdir}", exclude: ["{a"] | 18 | not YAML
            3: {                 | 300: {               | 20 | engine.exitCodes.300 is '300', but must be an exit code
            outcome: fault       | outcome: maybe       | 20 | engine.exitCodes.3.outcome is 'maybe', but must be one of: failed, fault, success
            type: bool           | type: boolean        | 13 | type is 'boolean', but must be one of: string, int, float, bool, list
            -c]                  | jobs]                | 14 | has 'jobs', which is a name of 'check' already
            default: 2           | default: 9           | 14 | default is [9], but must be a number from 1 to 8
            default: 2           | default: two         | 14 | default is [two], but must be a whole number
            type: int, default   | type: list, sensitive: true, default | 14 | sensitive is not for lists
            "rm .*"              | "rm (.*"             | 15 | is not a regular expression: Unclosed group
            "{engine_params}",   | "--x={engine_params}", | 8  | has {engine_params} within a word
            "{engine_params}",   | ``                   | 8  | never names {engine_params}
            min: 1               | min: one             | 14 | min must be a number
            {user_id}/{run_id}   | {user_id}            | 22 | must hold {run_id}, lest two runs share a folder
            {user_id}/{run_id}   | ../{run_id}          | 22 | must be a relative path below the base
            logs: logs           | logs: ../logs        | 22 | must be a relative path within the working directory
            script: "echo hello" | path: nowhere.sh     | 24 | 'nowhere.sh', which is no program that can be executed
            timeout: 5s          | timeout: soon        | 24 | timeout is 'soon', but must be a time such as
            SHA: ["256"]         | SHB: ["256"]         | 7  | engine.workflowTypeVersions.SHB is not one of workflowTypes; did you mean 'SHA'?
            """)
    void namesFileAndLineOfAProblem(String right, String wrong, int line, String problem) {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> read(GOOD.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))));

        assertThat(refusal.problems())
                .anySatisfy(text -> assertThat(text).contains("engine.yaml:" + line + ": ", problem));
    }

    @Test
    void tellsAllProblemsAtOnce() {
        String many = GOOD.replace("name:", "nmae:")
                .replace("{events}", "{event}")
                .replace("outputs:", "output:")
                .replace("rm .*", "[");

        InvalidDefinitionException refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> read(many));

        assertThat(refusal.problems()).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    }

    @Test
    void refusesAFileThatIsNotThere() {
        String more = GOOD.replace("  events:", "  resources: [shim.py]\n  install: {maven: pom.xml}\n  events:");

        assertThatThrownBy(() -> read(more))
                .hasMessageContaining("engine.yaml:16: engine.resources names 'shim.py', which is not beside")
                .hasMessageContaining("engine.yaml:17: engine.install names 'pom.xml', which is not one of");
    }

    @Test
    void refusesWhatNobodyPinned() {
        assertThatThrownBy(() ->
                        read(GOOD.replace("  events:", "  install: {pip: [cwltool, --index-url=x==1]}\n  events:")))
                .hasMessageContaining("pip[0] is 'cwltool', but must be a pinned package")
                .hasMessageContaining("pip[1] is '--index-url=x==1', but must be");
    }

    @Test
    void makesNoObjectOfAFilesChoice() {
        assertThatThrownBy(() -> read("!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x/\"]]"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Global tag is not allowed");
    }

    @Test
    void surviesAFileThatHoldsItself() {
        assertThatThrownBy(() ->
                        read("version: '1'\nengine: &a\n  releases: &b\n    \"1\": *b\n  environment: {set: *a}\n"))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void readsSeveralReleases() throws Exception {
        String two = GOOD.replace("  events:", """
                  releases:
                    "2.0":
                      commandTemplate: sha256sum '--two words' "{engine_params}"
                      limits: {runTime: 2h, maxRunTime: 1d, outputSize: 1GiB}
                  events:""".indent(2).stripTrailing());

        List<EngineDefinition> read = readAll(two);

        assertThat(read).extracting(EngineDefinition::folderName).containsExactly("digest-1.0", "digest-2.0");
        assertThat(read.getLast().command().template()).hasToString("[sha256sum, --two words, {engine_params}]");
        assertThat(read.getLast().conduct().limits().runTime()).isEqualTo(Duration.ofHours(2));
        assertThat(read.getLast().conduct().limits().mostRunTime()).isEqualTo(Duration.ofDays(1));
        assertThat(read.getLast().conduct().limits().outputBytes()).isEqualTo(1L << 30);
        assertThat(read.getLast().parameters().known())
                .isEqualTo(read.getFirst().parameters().known());
        assertThat(read.getFirst().conduct().limits()).isEqualTo(Limits.NONE);
    }

    @Test
    void tellsOfAProblemOfAReleaseOnce() {
        String bad = GOOD.replace("  events:", "  releases: {\"2.0\": {limit: 3}}\n  evens:");

        InvalidDefinitionException refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> read(bad));

        assertThat(refusal.problems())
                .filteredOn(problem -> problem.contains("evens"))
                .hasSize(1);
        assertThat(refusal.problems())
                .anySatisfy(text -> assertThat(text).contains(":16: unknown key engine.limit; did you mean 'limits'?"));
    }

    @Test
    void aDetectedVersionNeedsAWayToDetectIt() {
        assertThatThrownBy(() -> read(GOOD.replace("version: 1.0", "version: detected")))
                .hasMessageContaining("engine.yaml:4: engine.version is 'detected', which needs detect.command");
    }

    @Test
    void saysThatAFileIsEmpty() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("empty");
    }

    private EngineDefinition read(String text) throws Exception {
        return readAll(text).getFirst();
    }

    private List<EngineDefinition> readAll(String text) throws Exception {
        Path file = folder.resolve("engine.yaml");
        Files.writeString(file, text);
        return new DefinitionReader().read(new Source.InFile(file)).engines();
    }
}
