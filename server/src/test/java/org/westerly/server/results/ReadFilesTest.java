package org.westerly.server.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;

/** Which files a run has left: from its folder and from its list the same. */
class ReadFilesTest {

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
    }

    private void fill() throws IOException {
        left.output(run, "b", "1");
        left.output(run, "a/z.txt", "22");
        left.output(run, "multiqc_report.html", "<p>");
        Left.file(folder.stdout(), "said");
        Left.file(folder.work().resolve("scratch/part"), "333");
        Left.file(folder.params(), "{\"private\": 1}");
    }

    private static final List<String> FILLED = List.of(
            "output a/z.txt", "output b", "report multiqc_report.html", "log stdout", "intermediate work/scratch/part");

    @Test
    void kindByKindFromFolderAndList() throws IOException {
        fill();
        assertThat(left.places(run)).isEqualTo(FILLED);
        left.finish(run);
        assertThat(left.places(run)).isEqualTo(FILLED);
        left.list(run);
        assertThat(left.places(run)).isEqualTo(FILLED);
        Files.delete(folder.outputs().resolve("b"));
        assertThat(left.places(run)).as("the list is read").isEqualTo(FILLED);
        assertThat(left.pages(run, EnumSet.of(FileKind.REPORT, FileKind.INTERMEDIATE), 1))
                .extracting(ResultFile::place)
                .containsExactly("multiqc_report.html", "work/scratch/part");
        assertThat(left.pages(run, EnumSet.of(FileKind.OUTPUT), 9))
                .extracting(ResultFile::size)
                .containsExactly(2L, 1L);
    }

    @Test
    void aPageOfTheFolderIsFollowedByOneOfTheList() throws IOException {
        fill();
        FilePage first = left.read.page(left.get(run), Left.ALL, null, 1);
        left.finish(run);
        left.list(run);
        FilePage second = left.read.page(left.get(run), Left.ALL, first.next(), 1);
        assertThat(second.files()).extracting(ResultFile::place).containsExactly("b");
        assertThat(second.next()).isNotNull();
    }

    @Test
    void aListThatATaskHasMadeIsNotBelieved() throws IOException {
        fill();
        Files.createDirectory(folder.listing());
        for (FileKind kind : FileKind.values()) {
            Files.writeString(folder.listing().resolve(kind.word()), "1 1 forged\n");
        }
        assertThat(left.places(run)).isEqualTo(FILLED);
        left.finish(run);
        left.list(run);
        assertThat(left.places(run)).isEqualTo(FILLED);
    }

    @Test
    void theListIsNotWrittenThroughALink() throws IOException {
        fill();
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.createSymbolicLink(folder.root().resolve("listing.new"), elsewhere);
        Files.createSymbolicLink(folder.listing(), elsewhere);
        left.finish(run);
        assertThat(left.places(run)).isEqualTo(FILLED);
        left.list(run);
        assertThat(left.places(run)).isEqualTo(FILLED);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void linksAreFollowedWithinTheRunAndNowhereElse() throws IOException {
        Path secret = Left.file(temp.resolve("secret/key"), "x");
        Path made = Left.file(folder.work().resolve("ab/result"), "1");
        Path outputs = folder.outputs();
        Files.createSymbolicLink(outputs.resolve("published"), made);
        Files.createSymbolicLink(outputs.resolve("folder"), made.getParent());
        Files.createSymbolicLink(outputs.resolve("out"), secret);
        Files.createSymbolicLink(outputs.resolve("outfolder"), secret.getParent());
        Files.createSymbolicLink(outputs.resolve("nowhere"), Path.of("gone"));
        Files.createSymbolicLink(outputs.resolve("up"), outputs);
        Files.createSymbolicLink(outputs.resolve("root"), folder.root());
        assertThat(left.pages(run, EnumSet.of(FileKind.OUTPUT), 100))
                .extracting(ResultFile::place)
                .contains("folder/result", "published", "root/work/ab/result")
                .noneMatch(place -> place.contains("key") || place.startsWith("out") || place.startsWith("up"));
    }

    @Test
    void namesOfAnyBytes() throws IOException {
        left.output(run, "a b\n.txt", "");
        Path odd = folder.outputs()
                .resolve(org.westerly.server.files.EncodedPath.read("%FF").orElseThrow());
        Files.createFile(odd);
        List<String> expected = List.of("output a%20b%0A.txt", "output %FF");
        assertThat(left.places(run)).isEqualTo(expected);
        left.finish(run);
        left.list(run);
        assertThat(left.places(run)).isEqualTo(expected);
    }

    @Test
    void manyFilesPageCheaply() throws IOException {
        for (int n = 0; n < 2_000; n++) {
            left.output(run, "d" + n % 7 + "/f" + n, "");
        }
        List<ResultFile> found = left.pages(run, Left.ALL, 333);
        assertThat(found).hasSize(2_000).doesNotHaveDuplicates();
        left.finish(run);
        left.list(run);
        assertThat(left.pages(run, Left.ALL, 333)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "report.html, true",
        "index.HTM, true",
        "paper.pdf, true",
        "execution_trace_2026-11-21.txt, true",
        "pipeline_dag.svg, true",
        "timeline.json, true",
        "trace.txt, true",
        "traces.txt, false",
        "plot.svg, false",
        "html, false",
        "my_report.txt, false",
    })
    void reportsAreToldByName(String name, boolean report) {
        assertThat(ReportNames.match(name)).isEqualTo(report);
    }
}
