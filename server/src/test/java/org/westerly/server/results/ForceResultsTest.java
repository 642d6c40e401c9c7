package org.westerly.server.results;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.run.RunId;

/** That it reaches the disk is judged by power cuts (the module chaos); here, that nothing odd in a folder stops it. */
class ForceResultsTest {

    @TempDir
    Path temp;

    private Left left;
    private ForceResults force;
    private RunId run;

    @BeforeEach
    void aRun() throws IOException {
        left = new Left(temp);
        force = new ForceResults(left.engines, left.folders);
        run = left.run();
        left.output(run, "deep/er/a.txt", "made");
    }

    @Test
    void linksThatLeadNowhereOrOutAreNotFollowed() throws IOException {
        Path outputs = left.folders.of(run).outputs();
        Files.createSymbolicLink(outputs.resolve("nowhere"), Path.of("not-there"));
        Files.createSymbolicLink(outputs.resolve("out"), Path.of("/proc/self/mem"));
        Files.createSymbolicLink(outputs.resolve("back"), outputs);
        assertThatCode(() -> force.force(left.get(run))).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatIsGoneIsNotMissed() throws IOException {
        DeleteTree.below(left.folders.of(run).root());
        assertThatCode(() -> force.force(left.get(run))).doesNotThrowAnyException();
    }

    @Test
    void aCancelInterruptsIt() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> force.force(left.get(run))).isInstanceOf(ClosedByInterruptException.class);
        boolean _ = Thread.interrupted();
    }
}
