package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSettingsTest {

    @TempDir
    Path folder;

    @Test
    void an_option_wins_over_a_variable_over_the_file_over_the_default() throws Exception {
        Path file = write("""
                server:
                  port: 1
                  host: localhost
                runs: {max-concurrent: 3, cancel-grace: 1m}
                """);

        Settings settings = LoadSettings.from(
                Optional.of(file),
                Map.of("WESTERLY_SERVER_PORT", "2", "WESTERLY_RUNS_MAX_CONCURRENT", "4"),
                List.of("server.port=9", "server.port=3"));

        assertThat(settings.server().port()).isEqualTo(3);
        assertThat(settings.runs().maxConcurrent()).isEqualTo(4);
        assertThat(settings.server().host()).isEqualTo("localhost");
        assertThat(settings.fetch().timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_packaged_default_counts_less_than_the_file() throws Exception {
        Map<String, String> environment =
                Map.of("WESTERLY_DEFAULT_ENGINES_HOME", "/packaged", "WESTERLY_DEFAULT_SERVER_PORT", "1");
        Path file = write("server.port: 2");

        Settings settings = LoadSettings.from(Optional.of(file), environment, List.of());

        assertThat(settings.engines().home()).isEqualTo(Path.of("/packaged"));
        assertThat(settings.server().port()).isEqualTo(2);
        assertThat(problems(Optional.empty(), Map.of("WESTERLY_DEFAULT_SERVER_PROT", "1"), List.of()))
                .containsExactly(
                        "unknown variable WESTERLY_DEFAULT_SERVER_PROT; did you mean WESTERLY_DEFAULT_SERVER_PORT?");
    }

    @Test
    void what_lies_below_the_data_folder_moves_with_it() throws Exception {
        Settings settings = options("data.dir=/srv/a b$1");

        assertThat(settings.store().url().value()).isEqualTo("jdbc:sqlite:/srv/a b$1/westerly.db");
        assertThat(settings.engines().home()).isEqualTo(Path.of("/srv/a b$1/engines"));
    }

    @Test
    void lists_and_maps_are_written_as_a_block_in_one_line_or_separated_by_commas() throws Exception {
        Path file = write("""
                server.allowed-hosts: a, b
                server:
                  trusted-proxies:
                    - 10.0.0.1
                    - 10.0.0.2
                service:
                  tags: {answer: 42, "odd key": x}
                """);

        Settings settings = LoadSettings.from(
                Optional.of(file),
                Map.of("WESTERLY_SERVER_CORS_ORIGINS", "[\"*\"]", "WESTERLY_ENGINES_DEFAULT", "{CWL: cwltool}"),
                List.of());

        assertThat(settings.server().allowedHosts()).containsExactly("a", "b");
        assertThat(settings.server().trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(settings.server().cors().origins()).containsExactly("*");
        assertThat(settings.service().tags()).containsOnly(Map.entry("answer", "42"), Map.entry("odd key", "x"));
        assertThat(settings.engines().defaults()).containsOnly(Map.entry("CWL", "cwltool"));
    }

    @Test
    void every_problem_is_told_at_once_with_what_is_allowed_and_where_it_stands() throws Exception {
        Path file = write("""
                server:
                  prot: 80
                runs:
                  max-concurrent: 0
                  max-concurrent: 2
                fetch: yes
                limits:
                  pages:
                    size:
                """);

        List<String> problems = problems(
                Optional.of(file),
                Map.of("WESTERLY_DATA_DRI", "x", "WESTERLY_RUNS_CANCEL_GRACE", "two"),
                List.of("server.port=eighty", "sever.host=::1", "server.host"));

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "unknown key sever.host (--set); did you mean server.host?",
                        "server.host (--set): has no value; write --set server.host=…",
                        "unknown variable WESTERLY_DATA_DRI; did you mean WESTERLY_DATA_DIR?",
                        "unknown key server.prot (" + file + ":2); did you mean server.port?",
                        "runs.max-concurrent (" + file + ":5): given twice",
                        "fetch (" + file + ":6): holds further keys, not a value",
                        "limits.pages.size (" + file + ":9): has no value; leave the line out for the default",
                        "server.port = \"eighty\" (--set): allowed is a whole number from 0 to 65535",
                        "runs.max-concurrent = \"0\" (" + file + ":4): allowed is a whole number, at least 1",
                        "runs.cancel-grace = \"two\" (variable WESTERLY_RUNS_CANCEL_GRACE):"
                                + " allowed is a time such as 500ms, 2s, 1m, 12h or 7d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server.port=-1                        | 0 to 65535
            server.port=65536                     | 0 to 65535
            server.port=99999999999               | 0 to 65535
            server.host=0.0.0.0                   | a loopback address
            server.host=wes.example.org           | a loopback address
            server.public-url=wes.example.org     | an absolute http or https URL
            server.public-url=https://a/?q        | without query
            server.cors.origins=portal            | origins such as
            server.trusted-proxies=proxy          | IP addresses
            data.dir=                             | a path
            store.url=jdbc:oracle:x               | jdbc:sqlite:<file>, jdbc:postgresql://<host>/<database>
            runs.cancel-grace=-1s                 | a time such as
            engines.default=cwltool               | pairs of workflow type
            engines.default={CWL: [a]}            | pairs of workflow type
            fetch.schemes=https, ftp              | http, https, file, trs, drs, base64
            fetch.allow-private-targets=yes       | true or false
            fetch.max-bytes=10GB of it            | a size such as
            fetch.max-bytes=99999999999PB         | a size such as
            service.name=                         | a text
            service.contact-url=nobody            | an absolute URL
            limits.submission.name-bytes=256      | from 1 to 255
            """)
    void a_value_that_is_not_allowed_refuses_the_start(String option, String allowed) {
        String key = option.substring(0, option.indexOf('='));

        assertThat(problems(Optional.empty(), Map.of(), List.of(option)))
                .singleElement()
                .asString()
                .startsWith(key + " = ")
                .contains("(--set)")
                .contains(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "just text",
                "- a\n- list",
                "server: [1",
                "a: 1\n---\nb: 2",
                "server: &a {port: 1, cors: *a}",
                "? {a: b}\n: c",
                "server: {port: [[1]]}",
                "service: {tags: {a: 1, a: 2}}",
                "\u0000",
                "!!javax.script.ScriptEngineManager [x]"
            })
    void a_file_that_is_not_settings_is_a_problem_and_not_a_crash(String text) throws Exception {
        Path file = write(text);

        assertThat(problems(Optional.of(file), Map.of(), List.of()))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains(file.toString()));
    }

    @Test
    void a_file_that_is_not_there_or_not_text_is_a_problem() throws Exception {
        Path missing = folder.resolve("no.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', (byte) 0xC3, (byte) 0x28});

        assertThat(problems(Optional.of(missing), Map.of(), List.of()))
                .containsExactly(missing + ": there is no such file");
        assertThat(problems(Optional.of(folder), Map.of(), List.of())).hasSize(1);
        assertThat(problems(Optional.of(binary), Map.of(), List.of())).containsExactly(binary + ": not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "server:\n  # port: 1\n"})
    void a_file_without_settings_is_fine(String text) throws Exception {
        assertThat(LoadSettings.from(Optional.of(write(text)), Map.of(), List.of(), Mapping.CORES))
                .isEqualTo(Mapping.defaults());
    }

    @Test
    void variables_of_the_launcher_of_kubernetes_and_of_others_are_left_alone() throws Exception {
        Map<String, String> environment = Map.of(
                "WESTERLY_JAVA_OPTS", "-Xmx1g",
                "WESTERLY_SERVICE_HOST", "10.0.0.1",
                "WESTERLY_SERVICE_PORT_HTTP", "80",
                "WESTERLY_PORT", "tcp://10.0.0.1:80",
                "WESTERLY_PORT_80_TCP_ADDR", "10.0.0.1",
                "WESTERLY_SERVER_PORT", "",
                "PATH", "/bin");

        assertThat(LoadSettings.from(Optional.empty(), environment, List.of(), Mapping.CORES))
                .isEqualTo(Mapping.defaults());
    }

    @Test
    void a_secret_is_printed_nowhere() throws Exception {
        String password = "hunter2";

        assertThatThrownBy(() -> options("store.url=jdbc:mysql://u:" + password + "@h/db"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("store.url = (hidden)")
                .hasMessageNotContaining(password);
        assertThat(options("store.url=jdbc:sqlite:" + password).toString()).doesNotContain(password);
    }

    @Test
    void every_record_of_settings_has_its_test() {
        assertThat(Stream.of(Settings.class.getRecordComponents()).map(RecordComponent::getType))
                .allSatisfy(type ->
                        assertThat(Class.forName(type.getName() + "Test")).isNotNull());
    }

    @Test
    void every_key_has_a_variable_of_its_own() {
        assertThat(new Catalog(Settings.class)
                        .all().stream().map(Knob::variableSuffix).collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .contains("SERVER_PUBLIC_URL")
                .noneMatch(variable -> variable.startsWith("DEFAULT_"));
    }

    private static Settings options(String... options) throws InvalidSettingsException {
        return LoadSettings.from(Optional.empty(), Map.of(), List.of(options));
    }

    private static List<String> problems(Optional<Path> file, Map<String, String> environment, List<String> options) {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class, () -> LoadSettings.from(file, environment, options));
        return refused.problems();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("westerly.yaml"), text);
    }
}
