package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.CrateValidator;
import org.westerly.acceptance.testkit.Form;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.ShellEngine;
import org.westerly.acceptance.testkit.Wes.Answer;

/** Runs as RO-Crates, which the community's validator takes. */
class CrateTest extends OnShellServer {

    private static final String WORKFLOW = """
            cwlVersion: v1.2
            class: Workflow
            inputs: {text: File, name: string}
            outputs: {counted: {type: File, outputSource: count/out}}
            steps:
              copy:
                in: {text: text}
                out: [out]
                run:
                  class: CommandLineTool
                  baseCommand: cat
                  inputs: {text: {type: File, inputBinding: {}}}
                  outputs: {out: stdout}
                  stdout: copy.txt
              count:
                in: {text: copy/out}
                out: [out]
                run:
                  class: CommandLineTool
                  baseCommand: [wc, -c]
                  inputs: {text: {type: File, inputBinding: {}}}
                  outputs: {out: stdout}
                  stdout: count.txt
            """;

    private Path unpacked(String id) throws IOException {
        Answer answer = wes.get("/runs/" + id + "/ro-crate?download=zip");
        assertThat(answer.status()).isEqualTo(200);
        Path crate = Files.createDirectories(temp.resolve("crate-" + id));
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = crate.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return crate;
    }

    /** Every relative id of a File is there, and the other way round. */
    private static void everyFileIsDescribed(Path crate) throws IOException {
        List<String> described = new ArrayList<>();
        for (JsonNode entity : new ObjectMapper()
                .readTree(crate.resolve("ro-crate-metadata.json").toFile())
                .path("@graph")) {
            if (entity.path("@type").toString().contains("\"File\"")) {
                described.add(java.net.URI.create(entity.path("@id").asText()).getPath());
            }
        }
        described.add("ro-crate-metadata.json");
        try (var files = Files.walk(crate)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> crate.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(described);
        }
    }

    @Test
    void aRunWithTasksIsAProvenanceRunCrate() throws Exception {
        InstalledEngines.need("cwltool");
        CrateValidator.need();
        String id = wes.accepted(Form.of("CWL", "v1.2", "flows/main.cwl")
                .attach("flows/main.cwl", WORKFLOW)
                .attach("data/a b.txt", "abc")
                .field("workflow_engine", "cwltool")
                .field(
                        "workflow_params",
                        "{\"text\": {\"class\": \"File\", \"path\": \"data/a b.txt\"}, \"name\": \"n\"}"));
        wes.untilEnd(id);
        assertThat(wes.state(id)).as(wes.get("/runs/" + id + "/stderr").text()).isEqualTo("COMPLETE");
        Path crate = unpacked(id);
        CrateValidator.check(crate, "provenance-run-crate");
        everyFileIsDescribed(crate);
        assertThat(crate.resolve("work/flows/main.cwl")).hasContent(WORKFLOW);
        assertThat(crate.resolve("outputs/count.txt")).exists();
        assertThat(crate.resolve("work/data/a b.txt")).hasContent("abc");
    }

    @Test
    void aRunWithoutTasksIsAWorkflowRunCrate() throws Exception {
        CrateValidator.need();
        String id = wes.accepted(ShellEngine.script("echo made > 'odd: name%20ü.txt'\nexit 3\n")
                .field("workflow_params", "{\"n\": 1.50, \"deep\": {\"a\": [1]}}"));
        wes.untilEnd(id);
        assertThat(wes.state(id)).isEqualTo("EXECUTOR_ERROR");
        Path crate = unpacked(id);
        CrateValidator.check(crate, "workflow-run-crate");
        everyFileIsDescribed(crate);
        Files.writeString(crate.resolve("ro-crate-metadata.json"), "{\"@context\": [], \"@graph\": []}");
        assertThatThrownBy(() -> CrateValidator.check(crate, "workflow-run-crate"))
                .as("the validator is at work")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theDocumentAlone() {
        String id = wes.accepted(ShellEngine.script("echo made > a.txt\n"));
        wes.untilEnd(id);
        Answer answer = wes.get("/runs/" + id + "/ro-crate");
        assertThat(answer.header("Content-Type")).startsWith("application/ld+json");
        assertThat(answer.json().path("@graph").findValuesAsText("@id")).contains("./", "outputs/a.txt", "work/run.sh");
        assertThat(wes.get("/runs/" + id + "/ro-crate?download=tar").status()).isEqualTo(400);
    }

    @Test
    void aRunThatHasNotEndedHasNone() throws IOException {
        Path go = temp.resolve("go");
        String id = wes.accepted(ShellEngine.script("until [ -e " + go + " ]; do sleep 0.02; done\n"));
        assertThat(wes.get("/runs/" + id + "/ro-crate").status()).isEqualTo(409);
        Files.createFile(go);
        wes.untilEnd(id);
        assertThat(wes.get("/runs/" + id + "/ro-crate").status()).isEqualTo(200);
    }
}
