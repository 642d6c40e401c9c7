package org.westerly.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScanReferencesTest {

    /** Candidates are joined by a bar; a plus sign marks a document that may name more. */
    private static List<String> in(Language language, String text) {
        return ScanReferences.in(language, text).stream()
                .map(reference -> switch (reference.kind()) {
                            case DOCUMENT -> "+";
                            case FILE -> "";
                            case FOLDER -> "/";
                        }
                        + reference.candidates().stream().collect(Collectors.joining("|")))
                .toList();
    }

    @Test
    void cwl() {
        assertThat(in(Language.CWL, """
                        #!/usr/bin/env cwl-runner
                        cwlVersion: v1.2
                        class: Workflow
                        requirements:
                          SchemaDefRequirement:
                            types:
                              - $import: types/reads.yml
                              - {"$mixin": "mixed.yml"}
                        inputs:
                          script:
                            type: File
                            default: {class: File, location: scripts/a%20b.py}
                          other:
                            type: Directory
                            default: {class: Directory, location: folder}
                        steps:
                          first: {run: tools/first.cwl#main, in: [], out: []}
                          second:
                            run: "../shared/second.cwl"
                            in: {}
                          third:
                            run: 'tools/first.cwl'
                          inline:
                            run:
                              class: CommandLineTool
                              doc: |
                                run: not-a-reference.cwl
                              baseCommand: {$include: command.txt}
                          packed: {run: "#part"}
                          away: {run: https://example.org/x.cwl}
                          rooted: {run: /etc/x.cwl}
                          local: {run: file:///etc/x.cwl}
                        """))
                .containsExactly(
                        "+types/reads.yml",
                        "+mixed.yml",
                        "scripts/a b.py",
                        "/folder",
                        "+tools/first.cwl",
                        "+../shared/second.cwl",
                        "command.txt");
    }

    @Test
    void cwlAsJsonWithTabs() {
        assertThat(in(
                        Language.CWL,
                        "{\n\t\"$graph\": [\n\t\t{\"steps\": [{\"id\": \"a\",\t\"run\": \"t.cwl\"}]}\n\t]\n}"))
                .containsExactly("+t.cwl");
    }

    @Test
    void cwlThatTurnsInCircles() {
        assertThat(in(Language.CWL, "a: &a\n  run: t.cwl\n  again: *a\nb: [*a, *a]\n"))
                .containsExactly("+t.cwl");
        assertThat(in(Language.CWL, "[".repeat(100_000))).isEmpty();
        assertThat(in(Language.CWL, "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\nrun: t.cwl\n"))
                .containsExactly("+t.cwl");
    }

    @Test
    void wdl() {
        assertThat(in(Language.WDL, """
                        version 1.0
                        import "tasks/align.wdl" as align
                          import 'structs.wdl'
                        import "https://example.org/away.wdl"
                        import "/abs.wdl"
                        import "../up.wdl"
                        # import "comment.wdl"
                        workflow w { call align.t }
                        """)).containsExactly("+tasks/align.wdl", "+structs.wdl", "+../up.wdl");
    }

    @Test
    void nextflow() {
        assertThat(in(Language.NEXTFLOW, """
                        include { ALIGN } from './modules/align'
                        include { SORT; INDEX as IDX } from "../shared/sort.nf"
                        include {
                            ONE
                            TWO
                        } from './modules/many'
                        include OLD from './old.nf'
                        include OLD as NEW from './older'
                        include { validate } from 'plugin/nf-schema'
                        // include { GONE } from './gone'
                        include { LATE } from "./${params.module}"
                        Channel.from('./data.txt')
                        includeConfig 'conf/base.config'
                        includeConfig "conf/${profile}.config"
                        """))
                .containsExactly(
                        "+./modules/align.nf|./modules/align/main.nf",
                        "+../shared/sort.nf",
                        "+./modules/many.nf|./modules/many/main.nf",
                        "+./old.nf",
                        "+./older.nf|./older/main.nf",
                        "+conf/base.config");
    }

    @Test
    void snakemake() {
        assertThat(in(Language.SNAKEMAKE, """
                        configfile: "config.yaml"
                        include: "rules/align.smk"
                        include:
                            'rules/sort.smk'
                        module other:
                            snakefile: "../other/Snakefile"
                        module away:
                            snakefile: github("o/r", path="Snakefile")
                        rule a:
                            conda: "envs/a.yaml"
                            script: "scripts/a.py"
                        rule b:
                            conda: "myenv"
                            notebook: r"notebooks/b.ipynb"
                            script: "scripts/{wildcards.x}.py"
                        # include: "rules/comment.smk"
                        """))
                .containsExactly(
                        "+rules/align.smk",
                        "+rules/sort.smk",
                        "+../other/Snakefile",
                        "envs/a.yaml",
                        "scripts/a.py",
                        "notebooks/b.ipynb");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoDocumentNamesNothing(Language language) {
        assertThat(in(language, "")).isEmpty();
        assertThat(in(language, "\u0000\u0001 {{{ \"import \" include: ")).isEmpty();
        assertThat(in(language, "run: \"a\\u0000b\"\nimport \"a\\\\b\"\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CWL, CWL, CWL, workflow.cwl",
        "cwl, CWL, CWL, workflow.cwl",
        "WDL, WDL, WDL, workflow.wdl",
        "NFL, NEXTFLOW, NFL, workflow.nf",
        "Nextflow, NEXTFLOW, NFL, workflow.nf",
        "SMK, SNAKEMAKE, SMK, Snakefile",
        "snakemake, SNAKEMAKE, SMK, Snakefile"
    })
    void languages(String type, Language language, String descriptorType, String fileName) {
        assertThat(Language.of(type)).contains(language);
        assertThat(Language.descriptorType(type)).isEqualTo(descriptorType);
        assertThat(Language.fileName(type)).isEqualTo(fileName);
    }

    @Test
    void aLanguageThatIsNotKnown() {
        assertThat(Language.of("SH")).isEmpty();
        assertThat(Language.descriptorType("galaxy")).isEqualTo("GALAXY");
        assertThat(Language.fileName("SH")).isEqualTo("workflow");
    }

    @ParameterizedTest
    @CsvSource({
        "/wf/main.cwl, main.cwl",
        "we ird;na:me.cwl, we_ird_na_me.cwl",
        "/wf/, fallback",
        "/wf/.., fallback",
        "'', fallback",
        ".hidden, hidden",
        "--option, option",
        "C:\\x\\y.bam, y.bam",
        "a/b\\c, c"
    })
    void names(String path, String name) {
        assertThat(DocumentName.of(path, "fallback")).isEqualTo(name);
    }

    @Test
    void theEndOfALongNameIsKept() {
        assertThat(DocumentName.of("x".repeat(300) + ".cwl", "fallback"))
                .hasSize(200)
                .endsWith("x.cwl");
    }
}
