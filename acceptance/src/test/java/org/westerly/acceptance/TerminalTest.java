package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.OnShellServer;
import org.westerly.acceptance.testkit.Terminal;
import org.westerly.acceptance.testkit.Terminal.Said;

/** The terminal's commands as they are packaged, and the real server. */
class TerminalTest extends OnShellServer {

    private Terminal terminal;

    @BeforeAll
    void start() {
        terminal = new Terminal(server.address(), temp);
    }

    private void write(String name, String text) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Said script(String name, String text, String... options) throws Exception {
        write(name, text);
        List<String> all = new java.util.ArrayList<>(List.of("run", name, "--type", "SH", "--type-version", "1.0"));
        all.addAll(List.of(options));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void aCwlWorkflowWithToolsAboveAndBesideAndAnInputFromElsewhere() throws Exception {
        InstalledEngines.need("cwltool");
        write("cwl/flows/main.cwl", """
                cwlVersion: v1.2
                class: Workflow
                inputs: {text: {type: File, secondaryFiles: [.idx]}, folder: Directory}
                outputs: {n: {type: File, outputSource: count/n}}
                steps:
                  count: {run: ../tools/count.cwl, in: {text: text, folder: folder}, out: [n]}
                """);
        write("cwl/tools/count.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [sh, -c, 'cat "$0" "$0.idx" "$1/in it.txt"']
                inputs:
                  text: {type: File, secondaryFiles: [.idx], inputBinding: {position: 1}}
                  folder: {type: Directory, inputBinding: {position: 2}}
                outputs: {n: stdout}
                stdout: all.txt
                """);
        write("elsewhere/the text.txt", "text\n");
        write("elsewhere/the text.txt.idx", "index\n");
        write("folder/in it.txt", "folder\n");
        write("job.yml", "text: {class: File, location: elsewhere/the%20text.txt}\n");

        Said said = terminal.run("run", "cwl/flows/main.cwl", "--params", "job.yml", "--param", "folder=@folder");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("COMPLETE").doesNotContain("\033");
        String id = said.out().lines().findFirst().orElseThrow().replace("run ", "");
        Said brought = terminal.run("outputs", id, "--download", "brought");
        assertThat(brought.code()).as(brought.toString()).isZero();
        assertThat(temp.resolve("brought/all.txt")).hasContent("text\nindex\nfolder\n");
        assertThat(terminal.run("status", id).out()).contains("COMPLETE", "flows/main.cwl", "count");
    }

    @Test
    void aWdlWorkflowWithAnImportAndAFile() throws Exception {
        InstalledEngines.need("miniwdl");
        write("wdl/main.wdl", """
                version 1.0
                import "tasks/count.wdl" as tasks
                workflow main {
                  input { File text }
                  call tasks.count { input: text = text }
                  output { Int lines = count.lines }
                }
                """);
        write("wdl/tasks/count.wdl", """
                version 1.0
                task count {
                  input {
                    File text
                  }
                  command <<< wc -l < ~{text} >>>
                  output { Int lines = read_int(stdout()) }
                }
                """);
        write("wdl/text.txt", "a\nb\n");

        Said said = terminal.run("run", "wdl/main.wdl", "--json", "--param", "main.text=wdl/text.txt");

        assertThat(said.code()).as(said.toString()).isZero();
        JsonNode end = said.json().getLast();
        assertThat(end.path("event").asText()).isEqualTo("end");
        assertThat(end.at("/run/state").asText()).isEqualTo("COMPLETE");
        assertThat(said.json())
                .extracting(line -> line.path("event").asText())
                .startsWith("submitted", "state")
                .contains("task_ended");
    }

    @Test
    void theExitCodeTellsHowItEnded() throws Exception {
        assertThat(script("good.sh", "true\n").code()).isZero();
        Said failed = script("bad.sh", "echo why >&2; exit 3\n");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).contains("EXECUTOR_ERROR");
        assertThat(terminal.run("run").code()).isEqualTo(2);

        Said refused = script("good.sh", "true\n", "--engine", "nobody", "--json");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("\"workflow_engine\"").contains("\"status_code\":400");

        Said away = new Terminal("http://127.0.0.1:1", temp).run("runs");
        assertThat(away.code()).isEqualTo(2);
        assertThat(away.err()).contains("cannot connect to http://127.0.0.1:1");
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsSent() throws Exception {
        write("missing/main.cwl", "cwlVersion: v1.2\nclass: Workflow\nsteps: {a: {run: gone.cwl}}\n");
        Said said = terminal.run("run", "missing/main.cwl", "--tag", "name=missing");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("main.cwl names gone.cwl, which is not there");
        assertThat(wes.get("/runs?tag=name:missing").json().path("runs")).isEmpty();
    }

    @Test
    void ctrlCLeavesTheRunWhereNobodyCanBeAsked() throws Exception {
        Path go = temp.resolve("go-on");
        write("long.sh", "until [ -e " + go + " ]; do sleep 0.05; done\n");
        Terminal.UnderWay watching = terminal.start("run", "long.sh", "--type", "SH", "--type-version", "1.0");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(watching.out()).contains("RUNNING"));

        new ProcessBuilder("kill", "-INT", Long.toString(watching.process().pid()))
                .start()
                .waitFor();
        Said said = watching.untilEnd();

        assertThat(said.code()).as(said.toString()).isEqualTo(130);
        assertThat(said.out()).contains("The run goes on.");
        String id = said.out().lines().findFirst().orElseThrow().replace("run ", "");
        assertThat(wes.state(id)).isEqualTo("RUNNING");

        Said rm = terminal.run("rm", id);
        assertThat(rm.code()).isEqualTo(2);
        assertThat(rm.err()).contains("is RUNNING: cancel it first");
        Terminal.UnderWay following = terminal.start("logs", "-f", id);
        assertThat(terminal.run("cancel", id).code()).isZero();
        assertThat(following.untilEnd().code()).isZero();
        wes.untilState(id, "CANCELED");
        assertThat(terminal.run("rm", id).out()).isEqualTo(id + "\n");
        assertThat(terminal.run("status", id).err()).contains("RUN_NOT_FOUND");
        assertThat(terminal.run("restore", id).code()).isZero();
    }

    @Test
    void whatIsPurgedIsGone() throws Exception {
        String id = script("gone.sh", "echo said\n", "--detach").out().strip();
        wes.untilEnd(id);
        assertThat(terminal.run("rm", "--purge", id).out()).isEqualTo(id + "\n");
        assertThat(terminal.run("status", id).err()).contains("RUN_NOT_FOUND");
        Said restore = terminal.run("restore", id);
        assertThat(restore.code()).isEqualTo(2);
        assertThat(restore.err()).contains("RUN_PURGED");
    }

    @Test
    void listsAndLinesForProgramsAndPeople() throws Exception {
        Said detached = script("lines.sh", "echo one; echo two; echo three >&2\n", "--detach", "--tag", "kind=lines");
        String id = detached.out().strip();
        wes.untilEnd(id);
        assertThat(terminal.run("logs", id, "--stdout").out()).isEqualTo("one\ntwo\n");
        assertThat(terminal.run("logs", id, "--stderr", "--json").json())
                .singleElement()
                .satisfies(line -> assertThat(line.path("line").asText()).isEqualTo("three"));
        assertThat(terminal.run("logs", id, "--tail", "1", "--stdout").out()).isEqualTo("two\n");
        assertThat(terminal.run("logs", "-f", id, "--task", "engine").out()).contains("one\n", "two\n", "three\n");
        assertThat(terminal.run("runs", "--tag", "kind=lines", "--json").json())
                .singleElement()
                .satisfies(run -> assertThat(run.path("run_id").asText()).isEqualTo(id));
        assertThat(terminal.run("runs", "--state", "complete", "--tag", "kind=lines", "--limit", "1")
                        .out())
                .startsWith(id + "  COMPLETE");
        String[] all = {
            "runs",
            "--json",
            "--type",
            "sh",
            "--engine",
            "shell@1",
            "--workflow",
            "lines.sh",
            "--search",
            "lin",
            "--since",
            "1h",
            "--sort",
            "end_time:desc"
        };
        assertThat(terminal.run(all).out()).contains(id);
        assertThat(terminal.run("runs", "--json", "--tag", "kind=lines", "--until", "1h")
                        .out())
                .isEmpty();
        assertThat(terminal.run("completion", "bash").out()).contains("complete -F", "serve", "outputs");
    }
}
