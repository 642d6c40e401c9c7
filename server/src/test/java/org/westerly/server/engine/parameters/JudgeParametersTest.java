package org.westerly.server.engine.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.engine.parameters.Appearance.BooleanStyle;
import org.westerly.server.engine.parameters.KnownParameter.Presence;
import org.westerly.server.engine.parameters.ParameterPolicy.Unknown;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** What comes out is looked at as the words of a command line, because that is what an attacker wants. */
class JudgeParametersTest {

    private static final Presence OPTIONAL = new Presence(null, false, false);

    private static KnownParameter known(String name, ParameterType type, String flag, Rule... rules) {
        return known(List.of(name, "-" + name), type, OPTIONAL, appearance(flag, ",", BooleanStyle.FLAG, null), rules);
    }

    private static KnownParameter known(
            List<String> names, ParameterType type, Presence presence, Appearance appearance, Rule... rules) {
        return new KnownParameter(names, type, presence, appearance, List.of(rules), false, "");
    }

    private static Appearance appearance(String flag, String separator, BooleanStyle style, @Nullable String variable) {
        return new Appearance(flag.isEmpty() ? List.of() : List.of(Template.of(flag)), separator, style, variable);
    }

    private static Presence withDefault(boolean fixed, String... items) {
        return new Presence(
                new FallbackValue(List.of(items).stream().map(Template::of).toList()), fixed, false);
    }

    private static final Rule PROFILES = new Rule.OneOf(List.of("docker", "local"), null);

    private static final KnownParameter TOKEN = new KnownParameter(
            List.of("token", "access-token"),
            ParameterType.STRING,
            OPTIONAL,
            appearance("-with-tower", ",", BooleanStyle.FLAG, "TOWER_ACCESS_TOKEN"),
            List.of(new Rule.Matches(Pattern.compile("^[a-z]{4,}$"), "Invalid token")),
            true,
            "");

    private static final ParameterPolicy POLICY = new ParameterPolicy(
            List.of(
                    known(
                            List.of("profile", "-profile"),
                            ParameterType.LIST,
                            withDefault(false, "docker"),
                            appearance("-profile", ",", BooleanStyle.FLAG, null),
                            PROFILES),
                    known(
                            "cpus",
                            ParameterType.INT,
                            "--cpus",
                            new Rule.InRange(new BigDecimal(1), new BigDecimal(8), null)),
                    known("ratio", ParameterType.FLOAT, "--ratio="),
                    known("resume", ParameterType.BOOL, "-resume"),
                    known(
                            List.of("trace"),
                            ParameterType.BOOL,
                            OPTIONAL,
                            appearance("--trace", ",", BooleanStyle.VALUE, null)),
                    known(
                            List.of("dag"),
                            ParameterType.BOOL,
                            OPTIONAL,
                            appearance("--dag", ",", BooleanStyle.EQUALS, null)),
                    known("name", ParameterType.STRING, "--name", new Rule.Matches(Pattern.compile("^[^;]+$"), null)),
                    known("title", ParameterType.STRING, "--title="),
                    known(
                            List.of("targets"),
                            ParameterType.LIST,
                            OPTIONAL,
                            appearance("--targets", " ", BooleanStyle.FLAG, null)),
                    known(
                            "config",
                            ParameterType.STRING,
                            "-c",
                            new Rule.FileExists(null),
                            new Rule.HasExtension(List.of(".config"), null)),
                    known(
                            List.of("outdir"),
                            ParameterType.STRING,
                            withDefault(true, "{workdir}/out"),
                            appearance("--outdir", ",", BooleanStyle.FLAG, null)),
                    TOKEN),
            List.of(
                    new Denial(new TextPattern.Exactly("--privileged"), new Denial.Values.Any(), "no containers here"),
                    new Denial(new TextPattern.Found(Pattern.compile("[`;]")), new Denial.Values.Too(), ""),
                    new Denial(
                            new TextPattern.Exactly("cpus"),
                            new Denial.Values.Only(List.of(new TextPattern.Exactly("7"))),
                            "seven is broken")),
            Set.of("debug"),
            Unknown.REJECT);

    private static Judgement judge(ParameterPolicy policy, String... given) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int at = 0; at < given.length; at += 2) {
            map.put(given[at], given[at + 1]);
        }
        return JudgeParameters.judge(policy, map, new KnownFiles(Set.of("conf/my.config", "other.txt")));
    }

    private static List<String> words(String... given) {
        Judgement judgement = judge(POLICY, given);
        assertThat(judgement.faults()).isEmpty();
        return RenderParameters.render(judgement.settings(), Map.of(Placeholder.WORKDIR, "/w"))
                .words();
    }

    @Test
    void takesDefaultsAndKeepsTheOrderOfTheDefinition() {
        assertThat(words()).containsExactly("-profile", "docker", "--outdir", "/w/out");
        assertThat(words("resume", "TRUE", "-cpus", "3", "profile", "local"))
                .containsExactly("-profile", "local", "--cpus", "3", "-resume", "--outdir", "/w/out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            profile | ["docker","local"] | docker,local
            profile | docker             | docker
            ratio   | 1.50               | --ratio=1.50
            ratio   | -1e3               | --ratio=-1e3
            cpus    | 8                  | 8
            title   | --help {workdir}   | --title=--help {workdir}
            name    | {workdir} $HOME    | {workdir} $HOME
            targets | ["a b","c"]        | c
            config  | ./conf/my.config   | ./conf/my.config
            trace   | false              | false
            dag     | False              | --dag=false
            resume  | ``                 | -resume
            """)
    void takesValuesAsData(String name, String value, String word) {
        assertThat(words(name, value)).contains(word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cpus    | 0               | must be a number from 1 to 8
            cpus    | two             | must be a whole number
            cpus    | 1.5             | must be a whole number
            ratio   | NaN             | must be a number
            resume  | yes             | must be true or false
            profile | aws             | must be one of: docker, local
            profile | docker,local    | must be one of: docker, local
            profile | ["docker",1     | must be a list of texts
            profile | [["docker"]]    | must be a list of texts
            name    | --help          | must not begin with '-'
            targets | ["a","-x"]      | must not begin with '-'
            config  | other.txt       | must end in one of: .config
            config  | absent.config   | must be a file that is there
            token   | short1          | Invalid token
            """)
    void refusesValuesThatBreakARule(String name, String value, String problem) {
        assertThat(judge(POLICY, name, value).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).contains(problem);
            assertThat(fault.ofRule()).isTrue();
            assertThat(fault.value()).isEqualTo(name.equals("token") ? null : value);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok\n", "ok\n--privileged", "ok\0", "ok\r"})
    void aLineBreakIsNoWayPastAPattern(String value) {
        assertThat(judge(POLICY, "name", value).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("line break"));
    }

    @Test
    void deniedComesBeforeAllElse() {
        assertThat(judge(POLICY, "--privileged", "true", "debug", "`x`", "cpus", "7", "name", "a;b")
                        .faults())
                .allMatch(fault -> !fault.ofRule())
                .extracting(ParameterFault::parameter, ParameterFault::problem)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("--privileged", "is not allowed here: no containers here"),
                        org.assertj.core.groups.Tuple.tuple("debug", "is not allowed here"),
                        org.assertj.core.groups.Tuple.tuple("cpus", "is not allowed here: seven is broken"),
                        org.assertj.core.groups.Tuple.tuple("name", "is not allowed here"));
    }

    @Test
    void anAliasIsDeniedByTheCanonicalName() {
        assertThat(judge(POLICY, "-cpus", "7").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).contains("seven is broken"));
        assertThat(judge(POLICY, "-cpus", "6").faults()).isEmpty();
    }

    @Test
    void everyFaultIsTold() {
        assertThat(judge(POLICY, "cpus", "0", "nope", "1", "name", "-x", "--privileged", "")
                        .faults())
                .hasSize(4);
    }

    @Test
    void namesWhatIsThereInsteadOfAnUnknownOne() {
        assertThat(judge(POLICY, "cpu", "1").faults()).singleElement().satisfies(fault -> {
            assertThat(fault.ofRule()).isFalse();
            assertThat(fault.problem()).contains("profile, cpus, ratio");
        });
    }

    @Test
    void twoNamesOfOneParameterAreTooMany() {
        assertThat(judge(POLICY, "cpus", "1", "-cpus", "2").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).isEqualTo("is there twice, also as '-cpus'"));
    }

    @Test
    void ignoredIsDroppedWithoutAWord() {
        Judgement judgement = judge(POLICY, "debug", "true");

        assertThat(judgement.faults()).isEmpty();
        assertThat(judgement.notes()).isEmpty();
    }

    @Test
    void whatTheOperatorFixedStays() {
        Judgement judgement = judge(POLICY, "outdir", "/etc");

        assertThat(judgement.notes())
                .containsExactly("engine parameter 'outdir' is set by the operator: what was sent is ignored");
        assertThat(words("outdir", "/etc")).contains("/w/out").doesNotContain("/etc");
    }

    @Test
    void aSecretGoesIntoTheEnvironmentAndNowhereElse() {
        Judgement judgement = judge(POLICY, "access-token", "abcdefgh");
        Rendered rendered = RenderParameters.render(judgement.settings(), Map.of(Placeholder.WORKDIR, "/w"));

        assertThat(judgement.secrets()).containsExactly("access-token");
        assertThat(rendered.words()).noneMatch(word -> word.contains("abcdefgh") || word.contains("tower"));
        assertThat(rendered.variables()).containsExactly(Map.entry("TOWER_ACCESS_TOKEN", "abcdefgh"));
    }

    @Test
    void requiredIsMissedUnlessThereIsADefault() {
        KnownParameter project = known(
                List.of("project"),
                ParameterType.STRING,
                new Presence(null, false, true),
                appearance("--project", ",", BooleanStyle.FLAG, null));
        ParameterPolicy policy = new ParameterPolicy(List.of(project), List.of(), Set.of(), Unknown.IGNORE);

        assertThat(judge(policy, "project", "").faults()).singleElement().satisfies(fault -> {
            assertThat(fault.problem()).contains("is required");
            assertThat(fault.ofRule()).isTrue();
        });
        assertThat(judge(policy, "project", "p1", "x", "y").notes())
                .containsExactly("engine parameter 'x' is not known here: ignored");
    }

    @Test
    void passesOnWhatLooksLikeAnOption() {
        ParameterPolicy policy = new ParameterPolicy(List.of(), List.of(), Set.of(), Unknown.PASS_THROUGH);
        Judgement good = judge(policy, "-resume", "", "max-cpus", "4", "q", "a b {workdir}", "--x.y", "true");

        assertThat(good.faults()).isEmpty();
        assertThat(RenderParameters.render(good.settings(), Map.of()).words())
                .containsExactly("-resume", "--max-cpus", "4", "-q", "a b {workdir}", "--x.y", "true");
        assertThat(judge(policy, "a", "--b", "two words", "1", "x\ny", "1", "c", "1\n--d", "-", "1", "--", "x")
                        .faults())
                .extracting(ParameterFault::parameter)
                .containsExactly("a", "two words", "x\ny", "c", "-", "--");
    }
}
