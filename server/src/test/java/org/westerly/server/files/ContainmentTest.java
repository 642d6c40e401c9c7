package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainmentTest {

    @TempDir
    Path temp;

    private RunFolder run;

    @BeforeEach
    void make() throws IOException {
        run = new RunFolder(temp.toRealPath().resolve("run"));
        run.create();
        Files.writeString(run.outputs().resolve("a.txt"), "a");
        Files.writeString(run.work().resolve("made.txt"), "made");
        Files.writeString(temp.resolve("secret"), "secret");
    }

    private boolean shows(String relative) {
        return Containment.file(run, run.outputs(), Path.of(relative)).isPresent();
    }

    @Test
    void showsFilesBelowTheBase() throws IOException {
        Files.createDirectories(run.outputs().resolve("deep/er"));
        Files.writeString(run.outputs().resolve("deep/er/ü ;x"), "x");
        assertThat(shows("a.txt")).isTrue();
        assertThat(shows("deep/er/ü ;x")).isTrue();
        assertThat(shows("deep/../a.txt")).isTrue();
    }

    @Test
    void showsNoNamesThatLeaveTheBase() {
        assertThat(shows("../work/made.txt")).isFalse();
        assertThat(shows("../../secret")).isFalse();
        assertThat(shows(temp.resolve("secret").toString())).isFalse();
        assertThat(shows("")).isFalse();
        assertThat(shows("missing")).isFalse();
    }

    @Test
    void followsLinksInsideTheRunOnly() throws IOException {
        Files.createSymbolicLink(run.outputs().resolve("inside"), Path.of("../work/made.txt"));
        Files.createSymbolicLink(run.outputs().resolve("outside"), temp.resolve("secret"));
        Files.createSymbolicLink(run.outputs().resolve("folder"), temp);
        Files.createSymbolicLink(run.outputs().resolve("loop"), Path.of("loop"));
        assertThat(Containment.file(run, run.outputs(), Path.of("inside")))
                .contains(run.work().resolve("made.txt"));
        assertThat(shows("outside")).isFalse();
        assertThat(shows("folder/secret")).isFalse();
        assertThat(shows("loop")).isFalse();
    }

    @Test
    void opensNothingThatIsNotARegularFile() throws Exception {
        Path pipe = run.outputs().resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(shows("pipe")).isFalse();
        assertThat(shows(".")).isFalse();
    }
}
