package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning.Outcome;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.events.TaskEventReader;
import org.westerly.server.engine.outputs.OutputReader;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunEvent.Failed;
import org.westerly.server.run.RunEvent.Faulted;
import org.westerly.server.run.RunEvent.Succeeded;

class ConcludeRunTest {

    private static final String FAILED_TASK = """
            {"event": "start", "id": "1", "name": "bad", "stderr": "tasks/1.stderr"}
            {"event": "end", "id": "1", "exit_code": 7}
            """;

    @TempDir
    Path temporary;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(temporary.toRealPath());
        folder.create();
        Files.writeString(folder.stdout(), "{}");
        Files.writeString(folder.stderr(), "");
    }

    @Test
    void successWithOutputs() {
        assertThat(conclude(0)).isEqualTo(new Succeeded(0, "{}", java.util.List.of()));
    }

    @Test
    void successStaysSuccessWhateverTheEngineSaidOfItsOutputs() throws Exception {
        Files.writeString(folder.stdout(), "all went well");
        Files.writeString(folder.outputs().resolve("made.txt"), "made");

        assertThat(conclude(0)).isInstanceOfSatisfying(Succeeded.class, succeeded -> {
            assertThat(succeeded.outputs()).contains("outputs:made.txt");
            assertThat(succeeded.notes()).singleElement().asString().contains("is not JSON");
        });
    }

    @Test
    void aFailedTaskIsNamed() throws Exception {
        Files.writeString(folder.events(), FAILED_TASK);
        Files.writeString(folder.tasks().resolve("1.stderr"), "first\nno such sample\n\n");
        Files.writeString(folder.stdout(), "{\"partial\": 1}");

        assertThat(conclude(1))
                .isEqualTo(new Failed(
                        1,
                        "{\"partial\":1}",
                        "cwltool exited with code 1: task 'bad' failed with exit code 7: no such sample"));
    }

    @Test
    void aTaskThatNeverGotAnExitCodeHasItsMessage() throws Exception {
        Files.writeString(folder.events(), """
                {"event": "start", "time": 1795257619.4, "id": "1", "name": "bad"}
                {"event": "end", "time": 1795257620.4, "id": "1", "message": "its image could not be had"}
                {"event": "error", "time": 1795257620.5, "message": "the workflow failed"}
                """);

        assertThat(reason(conclude(1)))
                .isEqualTo("cwltool exited with code 1: task 'bad' failed: its image could not be had");
    }

    @Test
    void theEnginesOwnWordsWhereNoTaskFailed() throws Exception {
        Files.writeString(
                folder.events(),
                "{\"event\": \"error\", \"message\": \"wrong.cwl:3: " + "see %s/work/wrong.cwl".formatted(folder.root())
                        + "\"}\n");

        assertThat(reason(conclude(1))).isEqualTo("cwltool exited with code 1: wrong.cwl:3: see wrong.cwl");
    }

    @Test
    void theLogWhereThereAreNoEvents() throws Exception {
        Files.writeString(folder.stdout(), """
                Launching `./syn.nf` [zen_majorana] DSL2
                ERROR ~ Script compilation error
                - file : %s/work/syn.nf
                - cause: Unexpected input: '{' @ line 1, column 10.
                """.formatted(folder.root()));

        assertThat(reason(conclude(1)))
                .contains("Script compilation error", "- file : syn.nf", "Unexpected input")
                .doesNotContain("Launching");
    }

    @Test
    void aSignalIsAFaultUnlessTheEngineAnnouncedThatCode() throws Exception {
        assertThat(conclude(137))
                .isEqualTo(new Faulted(137, "cwltool was ended by SIGKILL, perhaps for lack of memory"));

        Files.writeString(folder.events(), FAILED_TASK + "{\"event\": \"exit\", \"exit_code\": 137}\n");
        assertThat(conclude(137)).isInstanceOf(Failed.class);
    }

    @Test
    void readsNoFileOutsideTheRun() throws Exception {
        Files.writeString(folder.events(), FAILED_TASK);
        Path secret = Files.writeString(Files.createTempFile("conclude", "secret"), "secret");
        Files.createSymbolicLink(folder.tasks().resolve("1.stderr"), secret);

        assertThat(reason(conclude(1))).isEqualTo("cwltool exited with code 1: task 'bad' failed with exit code 7");
        Files.delete(secret);
    }

    @Test
    void aFullDiskIsAFaultWhoeverMetIt() throws Exception {
        Files.writeString(folder.events(), FAILED_TASK);
        Files.writeString(
                folder.tasks().resolve("1.stderr"), "tee: out.txt: No space left on device\n" + "x\n".repeat(100));

        assertThat(reason(conclude(1))).isEqualTo("the disk is full: No space left on device");
        assertThat(conclude(1)).isInstanceOf(Faulted.class);
    }

    @Test
    void anEngineThatIsNotThereOrDamagedIsAFault() throws Exception {
        assertThat(conclude(127)).isInstanceOf(Faulted.class);

        Files.writeString(folder.stderr(), """
                Traceback (most recent call last):
                  File "run_cwl.py", line 120, in main
                ModuleNotFoundError: No module named 'cwltool'
                """);
        assertThat(reason(conclude(1))).isEqualTo("cwltool is damaged: ModuleNotFoundError: No module named 'cwltool'");
    }

    @Test
    void aTasksOwnTracebackIsNoFault() throws Exception {
        Files.writeString(folder.events(), FAILED_TASK);
        Files.writeString(folder.stderr(), "ModuleNotFoundError: No module named 'numpy'\n");

        assertThat(conclude(1)).isInstanceOf(Failed.class);
    }

    @Test
    void aCodeWithAMeaningIsExplained() {
        assertThat(reason(conclude(33))).isEqualTo("not possible here; cwltool exited with code 33 without a word");
        assertThat(conclude(34)).isInstanceOf(Faulted.class);
    }

    private RunEvent conclude(int code) {
        return new ConcludeRun(
                        "cwltool",
                        OutputReader.of(
                                new Outputs.Document(null, "", Outputs.Files.CWL, null),
                                (run, template) -> run.outputs()),
                        Map.of(
                                33, new ExitMeaning(Outcome.FAILED, "not possible here"),
                                34, new ExitMeaning(Outcome.FAULT, "the licence server is down")))
                .conclude(folder, code, TaskEventReader.read(folder.events(), folder));
    }

    private static String reason(RunEvent event) {
        return switch (event) {
            case Failed failed -> failed.reason();
            case Faulted faulted -> faulted.reason();
            default -> throw new AssertionError(event);
        };
    }
}
