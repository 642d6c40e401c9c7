package org.westerly.cli.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.cli.gather.Gather.Gathered;
import org.westerly.cli.gather.Gather.Wish;
import org.westerly.client.Attachment;

class GatherTest {

    @TempDir
    Path here;

    private void write(String name, String text) throws IOException {
        Path file = here.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Gathered gather(String workflow, Map<String, String> params) {
        return Gather.of(new Wish(workflow, null, null, params, List.of(), false), here);
    }

    private static List<String> names(Gathered gathered) {
        return gathered.attachments().stream().map(Attachment::name).toList();
    }

    @Test
    void cwlFilesInParametersBelowAndOutsideTheRoot() throws IOException {
        write(
                "flow/main.cwl",
                "cwlVersion: v1.1\nclass: Workflow\ninputs: {a: {type: File, secondaryFiles: [^.bai]}}\n"
                        + "steps: {s: {run: sub/tool.cwl}}\n");
        write("flow/sub/tool.cwl", "cwlVersion: v1.1\nhints: {$import: ../types.yml}\n");
        write("flow/types.yml", "[]");
        write("flow/near.bam", "");
        write("data/far.bam", "");
        write("data/far.bai", "");
        write("data/dir/x", "");
        write("params/job.yml", """
                a: {class: File, path: ../flow/near.bam}
                b:
                  - {class: File, location: ../data/far.bam}
                  - {class: Directory, location: ../data/dir}
                  - {class: File, location: https://example.org/x, basename: x}
                yes: yes
                day: 2026-01-01
                n: 1.50
                big: 12345678901234567890
                none: ~
                """);

        Gathered gathered = Gather.of(
                new Wish("flow/main.cwl#x", null, Path.of("params/job.yml"), Map.of("n2", "3"), List.of(), false),
                here);

        assertThat(gathered.url()).isEqualTo("main.cwl#x");
        assertThat(gathered.type()).isEqualTo("CWL");
        assertThat(gathered.version()).hasValue("v1.1");
        assertThat(names(gathered))
                .containsExactly(
                        "inputs/1/dir/x",
                        "inputs/1/far.bai",
                        "inputs/1/far.bam",
                        "main.cwl",
                        "near.bam",
                        "sub/tool.cwl",
                        "types.yml");
        assertThat(gathered.params())
                .isEqualTo(
                        "{\"a\":{\"class\":\"File\",\"path\":\"near.bam\"},"
                                + "\"b\":[{\"class\":\"File\",\"location\":\"inputs/1/far.bam\"},"
                                + "{\"class\":\"Directory\",\"location\":\"inputs/1/dir\"},"
                                + "{\"class\":\"File\",\"location\":\"https://example.org/x\",\"basename\":\"x\"}],"
                                + "\"yes\":\"yes\",\"day\":\"2026-01-01\",\"n\":1.50,\"big\":12345678901234567890,\"none\":null,\"n2\":3}");
    }

    @Test
    void wdlImportsFromAboveMoveTheRoot() throws IOException {
        write("p/flows/main.wdl", """
                version 1.1
                import "../tasks/t.wdl"
                import "https://example.org/x.wdl"
                workflow w {
                  input {
                    File f
                    Array[File] more
                    String s
                  }
                }
                """);
        write("p/tasks/t.wdl", "version 1.1\ntask t {}\n");
        write("f.txt", "");

        Gathered gathered = gather(
                "p/flows/main.wdl", Map.of("w.f", "f.txt", "w.s", "f.txt", "w.more", "[\"f.txt\", \"gs://b/x\"]"));

        assertThat(gathered.url()).isEqualTo("flows/main.wdl");
        assertThat(gathered.version()).hasValue("1.1");
        assertThat(names(gathered)).containsExactly("flows/main.wdl", "inputs/1/f.txt", "tasks/t.wdl");
        assertThat(gathered.params())
                .contains("\"w.f\":\"inputs/1/f.txt\"", "\"w.s\":\"f.txt\"", "[\"inputs/1/f.txt\",\"gs://b/x\"]");
        assertThatThrownBy(() -> gather("p/flows/main.wdl", Map.of("w.f", "gone.txt")))
                .hasMessageContaining("the parameter w.f: there is no file")
                .hasMessageContaining("gone.txt");
    }

    @Test
    void aNextflowFolderIsAProject() throws IOException {
        write("nf/main.nf", "include { A } from './modules/a'\n");
        write("nf/modules/a/main.nf", "");
        write("nf/nextflow.config", "");
        write("nf/assets/logo.png", "");
        write("nf/bin/tool.py", "");
        write("nf/data.csv", "");
        write("nf/.git/HEAD", "");
        write("nf/work/ab/x", "");
        write("nf/modules/work/kept.nf", "");
        write("sheet.csv", "");
        Files.createDirectories(here.resolve("results"));

        Gathered whole = gather("nf", Map.of("input", "sheet.csv", "outdir", "results"));
        assertThat(whole.url()).isEqualTo("main.nf");
        assertThat(whole.type()).isEqualTo("NFL");
        assertThat(names(whole))
                .containsExactly(
                        "assets/logo.png",
                        "bin/tool.py",
                        "data.csv",
                        "inputs/1/sheet.csv",
                        "main.nf",
                        "modules/a/main.nf",
                        "modules/work/kept.nf",
                        "nextflow.config");
        assertThat(whole.params()).contains("\"input\":\"inputs/1/sheet.csv\"", "\"outdir\":\"results\"");
        assertThat(names(gather("nf/main.nf", Map.of())))
                .containsExactly("assets/logo.png", "bin/tool.py", "main.nf", "modules/a/main.nf", "nextflow.config");
    }

    @Test
    void aSnakefileInItsUsualFolderIsNamedFromAbove() throws IOException {
        write("p/workflow/Snakefile", "configfile: 'config/config.yaml'\ninclude: 'rules/a.smk'\n");
        write("p/workflow/rules/a.smk", "rule a:\n  script: '../scripts/x.py'\n");
        write("p/workflow/scripts/x.py", "");
        write("p/config/config.yaml", "");
        Gathered gathered = gather("p/workflow/Snakefile", Map.of());
        assertThat(gathered.url()).isEqualTo("workflow/Snakefile");
        assertThat(gathered.version()).isEmpty();
        assertThat(names(gathered))
                .containsExactly(
                        "config/config.yaml", "workflow/Snakefile", "workflow/rules/a.smk", "workflow/scripts/x.py");
    }

    @Test
    void whatCannotBeSubmittedIsSaid() throws IOException {
        write("a.cwl", "cwlVersion: v1.0\nsteps: {s: {run: b.cwl}}\n");
        write("notes.txt", "nothing");
        assertThatThrownBy(() -> gather("a.cwl", Map.of()))
                .hasMessageContaining("a.cwl names b.cwl, which is not there");
        assertThat(names(Gather.of(new Wish("a.cwl", null, null, Map.of(), List.of(Path.of("notes.txt")), true), here)))
                .containsExactly("a.cwl", "notes.txt");
        assertThatThrownBy(() -> gather("notes.txt", Map.of())).hasMessageContaining("give --type");
        assertThatThrownBy(() -> gather("gone.cwl", Map.of())).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> gather("a.cwl", Map.of("x", "@b.txt"))).hasMessageContaining("which is not there");
        write("b.cwl", "cwlVersion: v1.0\n");
        assertThatThrownBy(() -> gather("a.cwl", Map.of("x", "@b.txt")))
                .hasMessageContaining("the parameter x: there is no file");
        assertThatThrownBy(() -> gather(".", Map.of())).hasMessageContaining("has none of main.nf");
        assertThatThrownBy(() -> gather("https://example.org/x", Map.of())).hasMessageContaining("give --type");
        assertThat(gather("https://example.org/x.cwl", Map.of("x", "[1, 2]")))
                .satisfies(remote -> assertThat(remote.type()).isEqualTo("CWL"))
                .satisfies(remote -> assertThat(remote.params()).isEqualTo("{\"x\":[1,2]}"));
    }
}
