package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.OfferedParameter;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.configured.EngineSettings.Folders;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.engine.definition.InvalidDefinitionException;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

class EngineCatalogTest {

    private static final String DIGEST = """
            version: "1"
            engine:
              name: digest
              version: VERSION
              workflowTypes: [SHA]
              workflowTypeVersions: {SHA: ["256"]}
              resources: [help.txt]
              detect: {files: ["{engine_home}/ready"]}
              commandTemplate: [sha256sum, "{workflow_path}", "{workflow_params}", "{resources}/help.txt"]
              environment: {pass: [http_proxy, ABSENT], set: {RUN: "{run_id}"}}
              outputs: {document: stdout}
            """;

    @TempDir
    Path temporary;

    private Path sites;
    private Path home;

    @BeforeEach
    void makeFolders() throws Exception {
        sites = Files.createDirectory(temporary.resolve("sites"));
        home = Files.createDirectory(temporary.resolve("home"));
        Files.writeString(sites.resolve("help.txt"), "help");
    }

    @Test
    void listsWhatIsThereAndSaysWhatIsNot() throws Exception {
        Files.writeString(sites.resolve("old.yaml"), DIGEST.replace("VERSION", "1.9"));
        Files.writeString(sites.resolve("new.yaml"), DIGEST.replace("VERSION", "1.10"));
        Files.writeString(sites.resolve("gone.yaml"), DIGEST.replace("VERSION", "2.0"));
        ready("digest-1.9");
        ready("digest-1.10");

        EngineCatalog catalog = load();

        assertThat(catalog.found())
                .extracting(engine -> engine.choice().version())
                .as("newest first")
                .containsExactly("1.10", "1.9");
        assertThat(catalog.missing())
                .extracting(EngineCatalog.Missing::name)
                .containsSubsequence("cwltool", "miniwdl", "nextflow", "snakemake", "toil", "digest");
        assertThat(catalog.missing().getFirst().why().told()).contains("./westerly engines install cwltool");
        assertThat(catalog.toldToAnybody())
                .containsEntry("digest 1.10", "ready")
                .containsEntry("digest 2.0", "ready is not there")
                .values()
                .noneMatch(told -> told.contains(temporary.toString()));
    }

    @Test
    void refusesBadFilesAllAtOnce() throws Exception {
        Files.writeString(
                sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1").replace("resources", "resource"));
        Files.writeString(sites.resolve("b.yaml"), "nothing");

        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("a.yaml:7: unknown key engine.resource; did you mean 'resources'?")
                .hasMessageContaining("b.yaml:1:");
    }

    @Test
    void refusesTwoDefinitionsOfOneEngine() throws Exception {
        Files.writeString(sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1"));
        Files.writeString(sites.resolve("b.yaml"), DIGEST.replace("VERSION", "1"));

        assertThatThrownBy(this::load).hasMessageContaining("b.yaml:1: there is another definition of digest 1");
    }

    @Test
    void keepsClientsValuesApartFromOptionsAndPlaceholders() throws Exception {
        Plan plan = plan("-rf {tmp}.cwl", null);

        assertThat(plan.argv()).hasSize(4).element(1).isEqualTo("./-rf {tmp}.cwl");
        assertThat(Path.of(plan.argv().get(2))).hasContent("{}");
        assertThat(Path.of(plan.argv().get(3))).hasContent("help");
        assertThat(plan("x", "{\"a\":  1.0}").argv().get(2))
                .satisfies(file -> assertThat(Path.of(file)).hasContent("{\"a\":  1.0}"));
    }

    @Test
    void passesOnWhatTheDefinitionNamesAndNoMore() throws Exception {
        assertThat(plan("x", null).environment())
                .containsOnlyKeys("http_proxy", "RUN", "PATH", "LANG", "HOME", "TMPDIR")
                .containsEntry("http_proxy", "proxy.example.org");
    }

    @Test
    void howLongARunMayTakeIsAskedOfTheServerAndNotOfTheEngine() throws Exception {
        ready("digest-1");
        Limits site = new Limits(Duration.ofHours(1), Duration.ofHours(2), null);
        Files.writeString(sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1"));
        Engine plain = load(site).found().getFirst();
        assertThat(plain.judge(asking("2h")).faults()).isEmpty();
        assertThat(plain.judge(asking("2h")).notes()).isEmpty();
        assertThat(plain.limits(asking("2h")).runTime()).isEqualTo(Duration.ofHours(2));
        assertThat(plain.parameters()).containsExactly(new OfferedParameter("max-run-time", "string", "3600s"));
        assertThat(plain.judge(asking("121m")).faults())
                .containsExactly(new RequestVerdict.Fault(
                        "workflow_engine_parameters",
                        "max-run-time",
                        "121m",
                        "must not be longer than runs of this engine may take, 7200s",
                        true));

        Files.writeString(sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1") + "  limits: {runTime: 5m}\n");
        Engine strict = load(site).found().getFirst();
        assertThat(strict.judge(asking("6m")).faults()).hasSize(1);
        assertThat(strict.limits(asking("6m")).runTime()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anEngineThatHasSuchAParameterItselfKeepsIt() throws Exception {
        ready("digest-1");
        Files.writeString(
                sites.resolve("a.yaml"),
                DIGEST.replace("VERSION", "1")
                        + "  engineParams: {validatedParams: [{names: [max-run-time], type: int, envVar: MOST}]}\n");
        Engine engine = load().found().getFirst();
        assertThat(engine.parameters()).containsExactly(new OfferedParameter("max-run-time", "int", null));
        assertThat(engine.judge(asking("2h")).faults()).hasSize(1);
        assertThat(engine.judge(asking("2")).faults()).isEmpty();
        assertThat(engine.limits(asking("2"))).isEqualTo(Limits.NONE);
    }

    private static RunRequest asking(String time) {
        Map<String, String> parameters = Map.of("max-run-time", time);
        return new RunRequest("x", "SHA", "256", null, null, null, parameters, Map.of(), List.of());
    }

    @Test
    void saysThatAnEngineHasGone() throws Exception {
        Files.writeString(sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1"));
        ready("digest-1");
        Engine engine = load().found().getFirst();
        Files.delete(home.resolve("digest-1/ready"));

        assertThatThrownBy(() -> plan(engine, "x", null))
                .isInstanceOf(EngineMissingException.class)
                .hasMessageContaining("digest 1 is no longer installed");
    }

    @Test
    void keepsTheFilesOfARunningEngineWhenTheyChange() throws Exception {
        Path before = Path.of(plan("x", null).argv().get(3));
        Files.writeString(sites.resolve("help.txt"), "more");
        Path after = Path.of(plan("x", null).argv().get(3));

        assertThat(before).hasContent("help");
        assertThat(after).hasContent("more");
    }

    private Plan plan(String workflow, @Nullable String params) throws Exception {
        Files.writeString(sites.resolve("a.yaml"), DIGEST.replace("VERSION", "1"));
        ready("digest-1");
        return plan(load().found().getFirst(), workflow, params);
    }

    private Plan plan(Engine engine, String workflow, @Nullable String params) throws Exception {
        RunFolder folder = new RunFolder(Files.createTempDirectory(temporary.toRealPath(), "run"));
        folder.create();
        RunRequest request = new RunRequest(workflow, "SHA", "256", null, null, params, Map.of(), Map.of(), List.of());
        return engine.plan(new Launch(accepted(), request, folder, workflow, params));
    }

    private static Run accepted() {
        EngineChoice digest = new EngineChoice("digest", "1");
        return Run.accepted(RunId.mint(Instant.EPOCH), Owner.ANONYMOUS, digest, Map.of(), List.of(), Instant.EPOCH);
    }

    private void ready(String engine) throws Exception {
        Files.createDirectories(home.resolve(engine));
        Files.writeString(home.resolve(engine).resolve("ready"), "");
    }

    private EngineCatalog load() throws Exception {
        return load(Limits.NONE);
    }

    private EngineCatalog load(Limits limits) throws Exception {
        return EngineCatalog.load(new EngineSettings(
                new Folders(home, Optional.of(sites), temporary.resolve("unpacked"), temporary.resolve("caches")),
                EngineSettings.ownJava(),
                Map.of("http_proxy", "proxy.example.org", "SECRET", "x"),
                new Site(List.of(), "none", Map.of(), Map.of(), limits)));
    }
}
