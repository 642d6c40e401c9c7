package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.westerly.server.files.fetch.WebSite;

/** Documents of the web that name others relative to themselves. */
class FetchTreeTest extends StageKit {

    @Test
    void whatADocumentNamesComesAlongAndSoOn() throws Exception {
        site.text("/wf/main.cwl", "steps: {a: {run: tools/a.cwl}, b: {run: 'tools/b%20c.cwl#x'}}")
                .text(
                        "/wf/tools/a.cwl",
                        "requirements: [{types: [{$import: ../types.yml}]}]\nagain: {run: ../main.cwl}")
                .text("/wf/tools/b%20c.cwl", "baseCommand: {$include: cmd.txt}")
                .text("/wf/tools/cmd.txt", "run: not-read.cwl")
                .text("/wf/types.yml", "[]");

        assertThat(workflow(site.base() + "/wf/main.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsOnlyKeys("main.cwl", "tools/a.cwl", "tools/b c.cwl", "tools/cmd.txt", "types.yml");
        assertThat(fetchedPaths())
                .as("in the order they came")
                .containsExactly(
                        "work/main.cwl",
                        "work/tools/a.cwl",
                        "work/tools/b c.cwl",
                        "work/types.yml",
                        "work/tools/cmd.txt");
        assertThat(site.paths()).doesNotHaveDuplicates();
    }

    @Test
    void whatLiesBesideItsFolderPutsItDeeper() throws Exception {
        site.text("/org/repo/v1/workflows/deep/main.cwl", "run: ../../tools/a.cwl")
                .text("/org/repo/v1/tools/a.cwl", "run: b.cwl");

        assertThat(workflow(site.base() + "/org/repo/v1/workflows/deep/main.cwl#main"))
                .isEqualTo("workflows/deep/main.cwl#main");
        assertThat(work()).containsOnlyKeys("workflows/deep/main.cwl", "tools/a.cwl");
    }

    @Test
    void nothingIsFetchedFromAboveTheRoot() throws Exception {
        site.text("/wf/main.cwl", "a: {run: ../../../x.cwl}\nb: {run: ../../wf/y.cwl}")
                .text("/x.cwl", "secret");
        assertThat(workflow(site.base() + "/wf/main.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsOnlyKeys("main.cwl");
        assertThat(site.paths()).containsExactly("/wf/main.cwl");
    }

    @Test
    void whatIsNotThereIsLeftToTheEngine() throws Exception {
        site.text("/main.wdl", "import \"gone.wdl\"\nimport \"there.wdl\"").text("/there.wdl", "");
        type = "WDL";
        assertThat(workflow(site.base() + "/main.wdl")).isEqualTo("main.wdl");
        assertThat(work()).containsOnlyKeys("main.wdl", "there.wdl");
    }

    @Test
    void whatCouldNotBeAskedForIsNotTakenForMissing() throws Exception {
        site.text("/main.wdl", "import \"broken.wdl\"").status("/broken.wdl", 503);
        type = "WDL";
        assertThat(unavailable(site.base() + "/main.wdl")).contains("503").contains("/broken.wdl");
        assertThat(work()).as("all or nothing").isEmpty();
    }

    @Test
    void anAttachmentStandsForWhatIsNamed() throws Exception {
        site.text("/wf/main.cwl", "a: {run: tools/a.cwl}\nb: {run: tools/b.cwl}")
                .text("/wf/tools/a.cwl", "fetched")
                .text("/wf/tools/b.cwl", "fetched");
        attach(Map.of("tools/a.cwl", "attached"));
        assertThat(workflow(site.base() + "/wf/main.cwl", "tools/a.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsEntry("tools/a.cwl", "attached").containsEntry("tools/b.cwl", "fetched");
        assertThat(fetchedPaths()).containsExactly("work/main.cwl", "work/tools/b.cwl");
    }

    @Test
    void whatCannotLieBesideTheAttachmentsIsTold() throws Exception {
        site.text("/wf/main.cwl", "run: tools/a.cwl").text("/wf/tools/a.cwl", "x");
        attach(Map.of("tools", "a file"));
        assertThat(unavailable(site.base() + "/wf/main.cwl", "tools")).contains("a file and a folder at once");
    }

    @Test
    void nextflowModulesMayLackTheirSuffix() throws Exception {
        type = "NFL";
        site.text(
                        "/p/main.nf",
                        "include { A } from './modules/a'\ninclude { B } from './modules/b'\ninclude { C } from './modules/c.nf'")
                .text("/p/modules/a.nf", "include { D } from '../lib/d'")
                .text("/p/modules/b/main.nf", "x")
                .text("/p/modules/c.nf", "x")
                .text("/p/lib/d.nf", "x")
                .text("/p/nextflow.config", "includeConfig 'conf/base.config'")
                .text("/p/conf/base.config", "x");
        assertThat(workflow(site.base() + "/p/main.nf")).isEqualTo("main.nf");
        assertThat(work())
                .containsOnlyKeys(
                        "main.nf",
                        "modules/a.nf",
                        "modules/b/main.nf",
                        "modules/c.nf",
                        "lib/d.nf",
                        "nextflow.config",
                        "conf/base.config");
    }

    @Test
    void snakemakeRulesComeAlong() throws Exception {
        type = "Snakemake";
        site.text("/r/workflow/Snakefile", "include: \"rules/a.smk\"\nrule x:\n    script: \"scripts/x.py\"\n")
                .text("/r/workflow/rules/a.smk", "rule y:\n    script: \"../scripts/y.py\"\n")
                .text("/r/workflow/scripts/x.py", "include: \"not-read.smk\"")
                .text("/r/workflow/scripts/y.py", "y");
        assertThat(workflow(site.base() + "/r/workflow/Snakefile")).isEqualTo("Snakefile");
        assertThat(work()).containsOnlyKeys("Snakefile", "rules/a.smk", "scripts/x.py", "scripts/y.py");
    }

    @Test
    void whereARedirectLedIsAskedFirstAndThenWhereItBegan() throws Exception {
        site.redirect("/short/main.cwl", "/far/away/real.cwl?signed=1")
                .text("/far/away/real.cwl?signed=1", "a: {run: moved.cwl}\nb: {run: stayed.cwl}")
                .text("/far/away/moved.cwl", "there")
                .text("/short/stayed.cwl", "here");
        assertThat(workflow(site.base() + "/short/main.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsEntry("moved.cwl", "there").containsEntry("stayed.cwl", "here");
    }

    @Test
    void aNameThatIsNoneIsRefused() throws Exception {
        site.text("/main.cwl", "run: '%2e%2e%2fx.cwl'")
                .text("/..%2fx.cwl", "x")
                .text("/x.cwl", "x")
                .text("/%252e%252e/x.cwl", "x");
        assertThat(workflow(site.base() + "/main.cwl")).isEqualTo("main.cwl");
        assertThat(work()).containsOnlyKeys("main.cwl");

        site.text("/twice.cwl", "run: '%252e%252e/x.cwl'");
        assertThat(unavailable(site.base() + "/twice.cwl")).contains("cannot be called");
    }

    @Test
    void numbersAreBounded() throws Exception {
        StringBuilder names = new StringBuilder();
        for (int n = 0; n < 1_000; n++) {
            names.append("import \"").append(n).append(".wdl\"\n");
        }
        type = "WDL";
        site.text("/many.wdl", names.toString());
        assertThat(unavailable(site.base() + "/many.wdl")).contains("more than 200 other files");
        assertThat(site.visits.size()).isLessThan(410);
    }

    @Test
    void whatNamesItselfForEverEnds() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        type = "WDL";
        for (int depth = 0; depth < 300; depth++) {
            site.page("/" + "d/".repeat(depth) + "x.wdl", exchange -> {
                asked.incrementAndGet();
                WebSite.send(exchange, "import \"d/x.wdl\"".getBytes(StandardCharsets.UTF_8));
            });
        }
        assertThat(unavailable(site.base() + "/x.wdl")).contains("more than 200 other files");
        assertThat(asked.get()).isLessThan(202);
    }

    @Test
    void allTogetherAreBoundedInSize() throws Exception {
        type = "WDL";
        site.text("/main.wdl", "import \"a.wdl\"\nimport \"b.wdl\"\n" + "#".repeat(50_000))
                .text("/a.wdl", "#".repeat(40_000))
                .text("/b.wdl", "#".repeat(40_000));
        assertThat(unavailable(site.base() + "/main.wdl")).contains("larger than");
        assertThat(work()).isEmpty();
    }

    @Test
    void aStagingThatIsRepeatedGivesTheSame() throws Exception {
        site.text("/wf/main.cwl", "a: {run: tools/a.cwl}\nb: {run: tools/b.cwl}")
                .text("/wf/tools/a.cwl", "a")
                .status("/wf/tools/b.cwl", 500);
        assertThat(unavailable(site.base() + "/wf/main.cwl")).contains("500");
        assertThat(work()).isEmpty();

        site.text("/wf/tools/b.cwl", "b");
        workflow(site.base() + "/wf/main.cwl");
        var once = fetched();
        assertThat(once).hasSize(3);
        workflow(site.base() + "/wf/main.cwl");
        assertThat(fetched()).isEqualTo(once);
        assertThat(work()).containsOnlyKeys("main.cwl", "tools/a.cwl", "tools/b.cwl");

        site.text("/wf/main.cwl", "run: tools/a.cwl");
        workflow(site.base() + "/wf/main.cwl");
        assertThat(work()).as("nothing is left of the earlier one").containsOnlyKeys("main.cwl", "tools/a.cwl");
        assertThat(fetched()).hasSize(2);
    }
}
