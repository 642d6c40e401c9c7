package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedListTest {

    private static final Fetched ONE = new Fetched("https://h/a \"b\".cwl", "work/a.cwl", 3, "aa");
    private static final Fetched TWO = new Fetched("file:///x", null, 1L << 40, "bb");

    @TempDir
    Path temp = Path.of("");

    private RunFolder run;

    @BeforeEach
    void folder() throws Exception {
        run = new RunFolder(temp.toRealPath().resolve("run"));
        run.create();
    }

    @Test
    void whatIsRecordedIsReadInOrder() throws Exception {
        assertThat(FetchedList.read(run)).isEmpty();
        FetchedList list = FetchedList.begin(run);
        list.add(ONE);
        list.add(TWO);
        assertThat(FetchedList.read(run)).containsExactly(ONE, TWO);
    }

    @Test
    void aBrokenLineIsLeftOut() throws Exception {
        FetchedList.begin(run).add(ONE);
        Files.writeString(run.fetched(), "{\"url\": 7}\n\n[]\nnonsense\n{\"url\":\"torn", StandardOpenOption.APPEND);
        assertThat(FetchedList.read(run)).containsExactly(ONE);
        Files.write(run.fetched(), new byte[] {(byte) 0xFF, '\n'}, StandardOpenOption.APPEND);
        assertThat(FetchedList.read(run)).containsExactly(ONE);
    }

    @Test
    void aNewBeginningRemovesWhatWasFetchedAndNothingElse() throws Exception {
        Path mine = Files.writeString(run.work().resolve("attached"), "x");
        Path theirs = Files.writeString(run.work().resolve("a.cwl"), "x");
        Path input = Files.writeString(
                Files.createDirectories(run.inputs().resolve("1")).resolve("in"), "x");
        Path outside = Files.writeString(temp.resolve("outside"), "x");
        FetchedList list = FetchedList.begin(run);
        assertThat(input).as("of a staging before this one").doesNotExist();
        list.add(ONE);
        list.add(TWO);
        list.add(new Fetched("u", "../outside", 1, "cc"));
        list.add(new Fetched("u", "work/not/there", 1, "dd"));

        FetchedList.begin(run);
        assertThat(FetchedList.read(run)).isEmpty();
        assertThat(theirs).doesNotExist();
        assertThat(mine).exists();
        assertThat(outside).exists();
    }

    /** The engine's tasks can write there, too. */
    @Test
    void whatAWorkflowMadeOfItIsNotFollowed() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "{\"url\":\"u\",\"size\":1,\"sha256\":\"s\"}\n");
        Files.createSymbolicLink(run.fetched(), secret);
        assertThat(FetchedList.read(run)).isEmpty();
        Files.delete(run.fetched());
        Files.createDirectory(run.fetched());
        assertThat(FetchedList.read(run)).isEmpty();
    }
}
