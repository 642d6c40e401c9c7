package org.westerly.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseFileTest {

    @TempDir
    Path folder;

    @Test
    void whatTheCommandSetsTheServerSees() throws IOException {
        PauseFile command = new PauseFile(folder);
        PauseFile server = new PauseFile(folder);
        assertThat(server.flow()).isEqualTo(Flow.OPEN);
        assertThat(server.shut()).isEmpty();
        command.set(Flow.PAUSED);
        assertThat(server.flow()).isEqualTo(Flow.PAUSED);
        assertThat(server.shut()).get().asString().contains("paused");
        command.set(Flow.DRAINING);
        assertThat(server.flow()).isEqualTo(Flow.DRAINING);
        assertThat(server.shut()).get().asString().contains("drained");
        command.set(Flow.OPEN);
        command.set(Flow.OPEN);
        assertThat(server.flow()).isEqualTo(Flow.OPEN);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPauseOutlivesTheServerAndADrainDoesNot() throws IOException {
        PauseFile file = new PauseFile(folder);
        file.set(Flow.PAUSED);
        new PauseFile(folder).started();
        assertThat(file.flow()).isEqualTo(Flow.PAUSED);
        file.set(Flow.DRAINING);
        new PauseFile(folder).started();
        assertThat(file.flow()).isEqualTo(Flow.OPEN);
    }

    @Test
    void whatIsWrittenByHandStopsStartsAndWhatCannotBeReadChangesNothing() throws IOException {
        PauseFile file = new PauseFile(folder);
        Path state = Files.writeString(folder.resolve("queue-state"), "please wait\n");
        assertThat(file.flow()).isEqualTo(Flow.PAUSED);
        Files.delete(state);
        Files.createDirectory(state);
        assertThat(file.flow()).isEqualTo(Flow.PAUSED);
        Files.delete(state);
        assertThat(file.flow()).isEqualTo(Flow.OPEN);
    }
}
