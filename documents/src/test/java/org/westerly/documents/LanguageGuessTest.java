package org.westerly.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageGuessTest {

    private static String guess(String name, String text) {
        return LanguageGuess.of(name, text.replace("\\n", "\n"))
                .map(guess -> guess.language() + " " + guess.version().orElse("?"))
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            main.cwl    | cwlVersion: v1.2\\nclass: Workflow                       | CWL v1.2
            main.cwl    | #!/usr/bin/env cwl-runner\\nclass: Workflow\\ncwlVersion: 'v1.0' | CWL v1.0
            packed.json | {"$graph": [], "cwlVersion": "v1.1"}                       | CWL v1.1
            main.cwl    | class: Workflow                                            | CWL ?
            notes.yaml  | doc: >\\n  cwlVersion: v1.0\\nclass: x                     | none
            main.wdl    | version 1.1\\nworkflow w {}                                | WDL 1.1
            main.WDL    | # a comment\\n\\nversion development\\nworkflow w {}       | WDL development
            main.wdl    | workflow w {}                                              | WDL draft-2
            main        | version 1.0\\ntask t {}                                    | WDL 1.0
            main.nf     | workflow {}                                                | NEXTFLOW DSL2
            main.nf     | nextflow.enable.dsl=1                                      | NEXTFLOW DSL1
            run         | #!/usr/bin/env nextflow\\nworkflow {}                      | NEXTFLOW DSL2
            Snakefile   | rule all:\\n                                               | SNAKEMAKE ?
            align.smk   | rule all:\\n                                               | SNAKEMAKE ?
            README.md   | nothing                                                    | none
            """)
    void byNameAndText(String name, String text, String expected) {
        assertThat(guess(name, text)).isEqualTo(expected);
    }

    @Test
    void filesBesideInputFiles() {
        assertThat(CwlSecondaryFiles.patterns("""
                        inputs:
                          reads:
                            type: File
                            secondaryFiles: .bai
                          ref:
                            type: File
                            secondaryFiles: [^.dict, {pattern: .fai, required: true}, "$(self.basename).x", ".amb?"]
                        """)).containsExactly(".bai", "^.dict", ".fai", ".amb?");
        assertThat(CwlSecondaryFiles.name("a.b.fasta", "^.dict")).isEqualTo("a.b.dict");
        assertThat(CwlSecondaryFiles.name("a.b.fasta", "^^.dict")).isEqualTo("a.dict");
        assertThat(CwlSecondaryFiles.name("a.fasta", ".amb?")).isEqualTo("a.fasta.amb");
    }

    @Test
    void inputsThatAreFiles() {
        WdlFileInputs.Names names = WdlFileInputs.in("""
                version 1.0
                struct Sample { File bam }
                workflow w {
                  input {
                    File reads
                    Array[File]+ more
                    Map[String, Array[File]]? by_name # of the lane
                    String name = "File x"
                    Sample sample
                    Array[Sample?] samples
                    Array[String] words
                    Int n = 3
                  }
                }
                """);
        assertThat(names.sure()).containsExactlyInAnyOrder("reads", "more", "by_name");
        assertThat(names.perhaps()).containsExactlyInAnyOrder("sample", "samples");
    }

    @Test
    void whatIsMeantRelativeToTheWorkingFolder() {
        assertThat(ScanReferences.inWorkingFolder(
                        Language.SNAKEMAKE, "configfile: 'config/config.yaml'\ninclude: 'a.smk'"))
                .isEqualTo(List.of(new Reference(List.of("config/config.yaml"), Reference.Kind.FILE)));
        assertThat(ScanReferences.inWorkingFolder(Language.WDL, "configfile: 'x'"))
                .isEmpty();
    }
}
