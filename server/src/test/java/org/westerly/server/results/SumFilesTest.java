package org.westerly.server.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;

/** Checksums are computed once, and whoever is killed goes on. */
class SumFilesTest {

    private static final String NONE = "none";
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path temp;

    private Left left;
    private RunId run;
    private RunFolder folder;

    @BeforeEach
    void begin() throws IOException {
        left = new Left(temp.resolve("runs"));
        run = left.run();
        folder = left.folders.of(run);
        left.output(run, "a", "abc");
        left.output(run, "b", "");
        left.output(run, "c", "abc");
        left.output(run, "d.html", "abc");
        Left.file(folder.work().resolve("w"), "abc");
    }

    private List<String> sums() throws IOException {
        return left.pages(run, Left.ALL, 2).stream()
                .map(file -> file.sha256() == null ? NONE : file.sha256())
                .toList();
    }

    private void sum() throws IOException, InterruptedException {
        new SumFiles(left.collect, new Pace(() -> false)).sum(left.get(run), folder);
    }

    @Test
    void ofOutputsAndReports() throws Exception {
        left.finish(run);
        assertThat(sums()).containsOnly(NONE);
        left.list(run);
        assertThat(sums()).containsOnly(NONE);
        sum();
        assertThat(sums()).containsExactly(OF_ABC, OF_NOTHING, OF_ABC, OF_ABC, NONE);
    }

    @Test
    void goesOnAfterTheLastWholeRecord() throws Exception {
        left.finish(run);
        left.list(run);
        sum();
        Path sums = folder.listing().resolve("output.sha256");
        byte[] whole = Files.readAllBytes(sums);
        // What was summed stays: the file is gone by now, and its sum is not.
        Files.delete(folder.outputs().resolve("a"));
        for (int cut = Checksums.DIGEST + 1; cut <= whole.length; cut++) {
            Files.write(sums, java.util.Arrays.copyOf(whole, cut));
            sum();
            assertThat(Files.readAllBytes(sums)).isEqualTo(whole);
            // As a disk is after the power went: of the right length, and empty.
            Files.write(sums, java.util.Arrays.copyOf(java.util.Arrays.copyOf(whole, cut), whole.length));
            if (cut % (Checksums.DIGEST + 1) == 0) {
                sum();
                assertThat(Files.readAllBytes(sums)).isEqualTo(whole);
            }
        }
    }

    @Test
    void aFileThatIsNotWhatWasListedHasNone() throws Exception {
        left.finish(run);
        left.list(run);
        Files.writeString(folder.outputs().resolve("a"), "changed");
        Files.setLastModifiedTime(folder.outputs().resolve("b"), FileTime.fromMillis(1_000));
        Files.delete(folder.outputs().resolve("c"));
        Files.createSymbolicLink(folder.outputs().resolve("c"), Left.file(temp.resolve("secret"), "abc"));
        sum();
        assertThat(sums()).containsExactly(NONE, NONE, NONE, OF_ABC, NONE);
    }

    @Test
    void runsAtWorkComeFirst() throws Exception {
        Pace pace = new Pace(() -> true);
        CountDownLatch resting = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            resting.countDown();
            try {
                while (true) {
                    pace.rest(Long.MAX_VALUE / 8); // Two seconds at most.
                }
            } catch (InterruptedException stopped) {
                over.countDown();
            }
        });
        assertThat(resting.await(5, TimeUnit.SECONDS)).isTrue();
        pace.stop();
        assertThat(over.await(1, TimeUnit.SECONDS)).isTrue();
        thread.join();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> pace.rest(0));
    }

    @Test
    void whatEndedWhileNobodyWasThereIsListedAndSummed() throws Exception {
        left.finish(run);
        RunId working = left.run();
        List<String> mishaps = new CopyOnWriteArrayList<>();
        try (KeepLists keep = keep(mishaps)) {
            keep.start();
            untilSummed(run);
            assertThat(left.folders.of(working).listing()).doesNotExist();
            left.output(working, "later", "abc");
            left.finish(working);
            keep.wake();
            untilSummed(working);
        }
        // Nothing is done twice.
        Files.delete(folder.listing().resolve("output.sha256"));
        RunId third = left.run();
        left.output(third, "third", "abc");
        left.finish(third);
        try (KeepLists keep = keep(mishaps)) {
            keep.start();
            untilSummed(third);
        }
        assertThat(folder.listing().resolve("output.sha256")).doesNotExist();
        assertThat(mishaps).isEmpty();
    }

    @Test
    void aRunWithoutAFolderIsPassedOver() throws Exception {
        DeleteTree.below(folder.root());
        RunId other = left.run();
        left.output(other, "good", "abc");
        left.finish(run);
        left.finish(other);
        List<String> mishaps = new CopyOnWriteArrayList<>();
        try (KeepLists keep = keep(mishaps)) {
            keep.start();
            untilSummed(other);
        }
        assertThat(folder.root()).doesNotExist();
        assertThat(mishaps).isEmpty();
    }

    private KeepLists keep(List<String> mishaps) throws IOException {
        return new KeepLists(
                left.store,
                left.engines,
                left.folders,
                temp.resolve("marks"),
                (what, fault) -> mishaps.add(what + ": " + fault));
    }

    private void untilSummed(RunId id) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                List<ResultFile> outputs = left.pages(id, EnumSet.of(FileKind.OUTPUT), 9);
                return !outputs.isEmpty() && outputs.stream().allMatch(file -> file.sha256() != null);
            } catch (UncheckedIOException replaced) {
                return false;
            }
        });
    }
}
