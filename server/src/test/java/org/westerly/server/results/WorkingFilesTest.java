package org.westerly.server.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.RunFolder;
import org.westerly.server.results.WorkingFiles.Amount;
import org.westerly.server.run.RunId;

/** Working files go, and nothing that anything else leads to. */
class WorkingFilesTest {

    @TempDir
    Path temp;

    private Left left;
    private RunId run;
    private RunFolder folder;
    private WorkingFiles working;

    @BeforeEach
    void begin() throws IOException {
        left = new Left(temp.resolve("runs"));
        run = left.run();
        folder = left.folders.of(run);
        working = new WorkingFiles(left.engines, left.folders);
    }

    private void clear() throws IOException, InterruptedException {
        working.clear(left.get(run), () -> false);
    }

    private List<ResultFile> intermediates() throws IOException {
        return left.pages(run, EnumSet.of(FileKind.INTERMEDIATE), 10);
    }

    @Test
    void workingFilesGoAndOutputsReportsAndLogsStay() throws Exception {
        Path output = left.output(run, "a/result", "22");
        Path report = left.output(run, "multiqc_report.html", "<p>");
        Path log = Left.file(folder.stdout(), "said");
        Path deep = Left.file(folder.work().resolve("a/b/part"), "333");
        Path top = Left.file(folder.work().resolve("part"), "4444");
        left.finish(run);
        left.list(run);
        assertThat(working.measure(left.get(run))).isEqualTo(new Amount(2, 7));
        assertThat(intermediates()).hasSize(2);

        clear();
        assertThat(folder.work()).isEmptyDirectory();
        assertThat(deep).doesNotExist();
        assertThat(top).doesNotExist();
        assertThat(output).hasContent("22");
        assertThat(report).hasContent("<p>");
        assertThat(log).hasContent("said");
        assertThat(intermediates()).as("before that is stored, too").isEmpty();
        assertThat(left.places(run)).containsExactly("output a/result", "report multiqc_report.html", "log stdout");
        assertThat(working.measure(left.get(run))).isEqualTo(Amount.NOTHING);
        clear();
        assertThat(left.places(run)).hasSize(3);
    }

    @Test
    void whatAnOutputLeadsToStays() throws Exception {
        Path made = Left.file(folder.work().resolve("ab/result"), "1");
        Path beside = Left.file(folder.work().resolve("ab/scratch"), "1");
        Path whole = Left.file(folder.work().resolve("cd/each/one"), "1");
        Path linked = Left.file(folder.work().resolve("ef/linked"), "12345");
        Path link = Files.createSymbolicLink(folder.work().resolve("way"), made);
        Files.createSymbolicLink(folder.outputs().resolve("published"), link);
        Files.createSymbolicLink(folder.outputs().resolve("folder"), whole.getParent());
        Files.createLink(folder.outputs().resolve("hard"), linked);
        left.finish(run);
        assertThat(working.measure(left.get(run)))
                .as("an output's other name frees nothing")
                .isEqualTo(new Amount(2, 1));
        clear();
        assertThat(beside).doesNotExist();
        assertThat(linked).doesNotExist();
        for (String output : List.of("published", "folder/one", "hard")) {
            assertThat(folder.outputs().resolve(output)).isRegularFile();
        }
    }

    @Test
    void linksAreNotFollowedAndThoseThatLedToWhatIsGoneGoToo() throws Exception {
        Path input = Left.file(folder.inputs().resolve("1/reads"), "ACGT");
        Path stranger = Left.file(temp.resolve("cache/shared"), "x");
        Path output = left.output(run, "result", "1");
        Files.createSymbolicLink(folder.work().resolve("input"), input);
        Files.createSymbolicLink(folder.work().resolve("inputs"), folder.inputs());
        Files.createSymbolicLink(folder.work().resolve("cache"), stranger.getParent());
        Files.createSymbolicLink(folder.work().resolve("unmounted"), temp.resolve("elsewhere/x"));
        Files.createSymbolicLink(folder.work().resolve("outputs"), folder.outputs());
        Path part = Left.file(folder.work().resolve("d/part"), "1");
        Path dangling = Files.createSymbolicLink(folder.work().resolve("a-part"), part);
        left.finish(run);
        clear();
        assertThat(part.getParent()).doesNotExist();
        assertThat(Files.isSymbolicLink(dangling)).isFalse();
        assertThat(Files.isSymbolicLink(folder.work().resolve("unmounted"))).isTrue();
        assertThat(input).hasContent("ACGT");
        assertThat(stranger).hasContent("x");
        assertThat(output).hasContent("1");
    }

    @Test
    void aFolderThatATaskReplacedByALinkIsLeftAlone() throws Exception {
        Path precious = Left.file(temp.resolve("precious/file"), "x");
        Path input = Left.file(folder.inputs().resolve("1/reads"), "ACGT");
        for (Path target : List.of(precious.getParent(), folder.inputs(), folder.root())) {
            Files.delete(folder.work());
            Files.createSymbolicLink(folder.work(), target);
            if (!left.get(run).state().terminal()) {
                left.finish(run);
            }
            clear();
            assertThat(precious).hasContent("x");
            assertThat(input).hasContent("ACGT");
        }
    }

    @Test
    void brokenOffAnywhereItGoesOn() throws Exception {
        left.finish(run);
        for (int after = 1; after < 40; after += 4) {
            for (int i = 0; i < 30; i++) {
                Left.file(folder.work().resolve("d" + i % 5 + "/f" + i), "x");
            }
            left.list(run);
            AtomicInteger asked = new AtomicInteger();
            int limit = after;
            assertThatThrownBy(() -> working.clear(left.get(run), () -> asked.incrementAndGet() > limit))
                    .isInstanceOf(InterruptedException.class);
            assertThat(intermediates()).as("none that may be gone is listed").isEmpty();
        }
        clear();
        assertThat(folder.work()).isEmptyDirectory();
    }

    @Test
    void aRunAtWorkIsNotTouched() throws Exception {
        Path part = Left.file(folder.work().resolve("part"), "1");
        assertThatThrownBy(this::clear).isInstanceOf(IllegalArgumentException.class);
        assertThat(part).exists();
    }

    @Test
    void aRunWhoseFolderIsGoneHasNone() throws Exception {
        left.finish(run);
        org.westerly.server.files.DeleteTree.below(folder.root());
        clear();
        assertThat(working.measure(left.get(run))).isEqualTo(Amount.NOTHING);
    }
}
