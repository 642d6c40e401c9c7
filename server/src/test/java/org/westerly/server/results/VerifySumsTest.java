package org.westerly.server.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;

/** Outputs are what they were when the run ended, or it is told which are not. */
class VerifySumsTest {

    @TempDir
    Path temp;

    private Left left;
    private RunId run;
    private RunFolder folder;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        left = new Left(temp.resolve("runs"));
        run = left.run();
        folder = left.folders.of(run);
        left.output(run, "a", "abc");
        left.output(run, "b", "");
        left.output(run, "report.html", "abc");
        Left.file(folder.work().resolve("w"), "abc");
        left.finish(run);
        left.list(run);
    }

    private void sum() throws Exception {
        new SumFiles(left.collect, new Pace(() -> false)).sum(left.get(run), folder);
    }

    private boolean verify(UsedEngines engines) throws Exception {
        return new VerifySums(engines, left.folders).verify(left.get(run), folder, wrong::add);
    }

    @Test
    void nothingIsWrongWithWhatStayedAsItWas() throws Exception {
        sum();
        Files.writeString(folder.work().resolve("w"), "working files have no sum");
        assertThat(verify(left.engines)).isTrue();
        assertThat(wrong).isEmpty();
    }

    @Test
    void changedOnesAndThoseThatAreGoneAreNamed() throws Exception {
        sum();
        left.output(run, "a", "abd");
        Files.delete(folder.outputs().resolve("b"));
        Files.delete(folder.outputs().resolve("report.html"));
        Files.createSymbolicLink(folder.outputs().resolve("report.html"), Path.of("/etc/hostname"));
        assertThat(verify(left.engines)).isTrue();
        assertThat(wrong)
                .hasSize(3)
                .anySatisfy(what ->
                        assertThat(what).contains("output a has SHA-256").contains("recorded was ba7816bf"))
                .anySatisfy(what -> assertThat(what).contains("output b is not there any more"))
                .anySatisfy(what -> assertThat(what).contains("report.html is not there any more"));
    }

    @Test
    void whatHasNoSumYetIsNotCompared() throws Exception {
        left.output(run, "a", "changed before it was summed");
        assertThat(verify(left.engines)).isTrue();
        assertThat(wrong).isEmpty();
    }

    @Test
    void withoutItsEngineItCannotBeTold() throws Exception {
        sum();
        left.output(run, "a", "abd");
        assertThat(verify(new UsedEngines(new Engines(List.of(), Map.of())))).isFalse();
        assertThat(wrong).isEmpty();
    }
}
