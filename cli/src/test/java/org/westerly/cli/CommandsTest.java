package org.westerly.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.Screen.Ink;
import picocli.CommandLine;

class CommandsTest {

    @TempDir
    Path temp;

    private static Map<String, String> home(Path temp, String profiles) throws IOException {
        Path file = temp.resolve("westerly/client.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, profiles);
        return Map.of("XDG_CONFIG_HOME", temp.toString());
    }

    private static String url(Map<String, String> environment, String... arguments) {
        ServerOptions options = new ServerOptions();
        CommandLine.populateCommand(options, arguments);
        return options.url(environment);
    }

    @Test
    void theServerIsSaidByTheCommandTheEnvironmentOrTheFile() throws IOException {
        Map<String, String> file =
                home(temp, "default: lab\nprofiles:\n  lab: {url: http://lab}\n  far: {url: http://far}\n");
        Map<String, String> both = Map.of("XDG_CONFIG_HOME", temp.toString(), "WESTERLY_SERVER", "http://environment");
        assertThat(url(file)).isEqualTo("http://lab");
        assertThat(url(file, "--profile", "far")).isEqualTo("http://far");
        assertThat(url(both)).isEqualTo("http://environment");
        assertThat(url(both, "--profile", "far")).isEqualTo("http://far");
        assertThat(url(both, "--server", "http://given")).isEqualTo("http://given");
        assertThat(url(Map.of("XDG_CONFIG_HOME", temp.resolve("none").toString())))
                .isEqualTo(ServerOptions.USUAL);
        assertThatThrownBy(() -> url(file, "--profile", "x"))
                .hasMessageContaining("'x'")
                .hasMessageContaining("lab, far");
        assertThatThrownBy(() -> url(file, "--profile", "far", "--server", "http://x"))
                .hasMessageContaining("give one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "'profile: {}',there is no setting 'profile'",
        "'profiles: {a: {uri: x}}',there is no setting 'profiles.a.uri'",
        "'profiles: {a: {}}',profiles.a has no url",
        "'profiles: [a]',profiles must be a map",
        "'a: [',cannot read"
    })
    void aFileThatIsWrongIsNotPassedOver(String text, String problem) throws IOException {
        Map<String, String> home = home(temp, text);
        assertThatThrownBy(() -> url(home)).hasMessageContaining(problem).hasMessageContaining("client.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "90m, 2026-11-21T10:30:00Z",
        "7d, 2026-11-14T12:00:00Z",
        "2026-11-20, 2026-11-19T23:00:00Z",
        "2026-11-20T01:00:00+02:00, 2026-11-19T23:00:00Z"
    })
    void timesAreReadAsPeopleSayThem(String text, Instant meant) {
        assertThat(time().of("--since", text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "7", "2026-02-30", "", "2026-11-20T01:00:00"})
    void aTimeThatIsNoneIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> time().of("--since", text))
                .hasMessageContaining("--since '" + text + "'")
                .hasMessageContaining("2026-11-21T10:00:00Z");
    }

    private static ReadTime time() {
        return new ReadTime(() -> Instant.parse("2026-11-21T12:00:00Z"), ZoneId.of("Europe/Paris"));
    }

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal, terminal);
    }

    private List<String> ask(String answer) {
        List<String> done = new ArrayList<>();
        new AskAtInterrupt(
                        screen(true),
                        new BufferedReader(new StringReader(answer)),
                        () -> done.add("cancel"),
                        () -> done.add("detach"))
                .interrupted();
        return done;
    }

    @Test
    void ctrlCAsksAtATerminal() {
        assertThat(ask("c\n")).containsExactly("cancel");
        assertThat(ask("Detach\n")).containsExactly("detach");
        assertThat(ask("\n")).isEmpty();
        assertThat(ask("")).as("the terminal is gone").containsExactly("detach");
    }

    @Test
    void aTerminalHasColoursAndALineThatChangesAndIsNotPaintedOn() {
        Screen screen = screen(true);
        screen.progress("half");
        screen.line(Ink.GOOD, "done\033[2J");
        screen.output(Ink.PLAIN, "\033[31mred\033[0m\033[2J\007", true);
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[K\033[2mhalf\033[0m"
                        + "\r\033[K\033[32mdone [2J\033[0m\n\033[2mhalf\033[0m"
                        + "\r\033[K\033[31mred\033[0m[2J\n\033[2mhalf\033[0m");
    }

    @Test
    void elsewhereLinesAreAsTheyWereWritten() {
        Screen screen = screen(false);
        screen.progress("half");
        screen.output(Ink.BAD, "a\033[2Jb", false);
        screen.line(Ink.GOOD, "c");
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("a\033[2Jbc\n");
    }

    @Test
    void nothingIsWrittenBesideTheFolder() throws IOException {
        Path folder = temp.resolve("out");
        assertThat(OutputsCommand.below(folder, "a/b.txt")).isEqualTo(folder.resolve("a/b.txt"));
        Files.createSymbolicLink(folder.resolve("link"), temp);
        for (String name : List.of("../x", "/etc/x", "a/../../x", "", ".", "link/x")) {
            assertThatThrownBy(() -> OutputsCommand.below(folder, name))
                    .as(name)
                    .isInstanceOf(InvalidUseException.class);
        }
    }

    @Test
    void nothingOfTheServerIsOnItsPath() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.westerly.server..", "io.quarkus..")
                .check(new ClassFileImporter().importPackages("org.westerly.cli"));
    }
}
