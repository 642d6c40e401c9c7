package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {

    @TempDir
    Path folder;

    @Test
    void isGivenUpOnceAndMadeAgain() {
        Path file = folder.resolve("reserve");
        Reserve reserve = new Reserve(file);
        assertThat(file).hasSize(Reserve.BYTES);
        assertThat(reserve.giveUp()).isTrue();
        assertThat(file).doesNotExist();
        assertThat(reserve.giveUp()).as("there is nothing left to give").isFalse();
        assertThat(reserve.keep()).isTrue();
        assertThat(file).hasSize(Reserve.BYTES);
    }

    @Test
    void whatAnEarlierServerKeptCounts() throws Exception {
        Path file = folder.resolve("reserve");
        Reserve first = new Reserve(file);
        Object made = Files.getAttribute(file, "unix:ino");
        assertThat(new Reserve(file).keep() && first.keep()).isTrue();
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(made);
    }

    @Test
    void withoutSpaceThereIsNone() {
        Reserve reserve = new Reserve(folder.resolve("no/such/folder/reserve"));
        assertThat(reserve.keep()).isFalse();
        assertThat(reserve.giveUp()).isFalse();
    }
}
