package org.westerly.server.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;

class DocumentOutputsTest {

    @TempDir
    Path temporary;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(Files.createDirectory(temporary.toRealPath().resolve("run")));
        folder.create();
    }

    @Test
    void namesFilesByTheirPlaceAmongTheOutputs() throws Exception {
        put("outputs/b c.txt", "b");
        put("outputs/dir/ä#.idx", "i");

        // As cwltool 3.3 prints it, the run's folder replaced.
        assertThat(read("""
                {"o": {"class": "File", "location": "file://RUN/outputs/b%20c.txt", "size": 2, "basename": "b c.txt",
                       "checksum": "sha1$89e6c98d92887913cadf06b2adb97f26cde4849b", "path": "RUN/outputs/b c.txt",
                       "secondaryFiles": [{"class": "File", "location": "file://RUN/outputs/dir/%C3%A4%23.idx"}]},
                 "d": {"class": "Directory", "location": "file://RUN/outputs/dir", "path": "RUN/outputs/dir"}}
                """).json()).isEqualTo("""
                {"o":{"class":"File","size":2,"basename":"b c.txt",\
                "checksum":"sha1$89e6c98d92887913cadf06b2adb97f26cde4849b",\
                "secondaryFiles":[{"class":"File","location":"outputs:dir/%C3%A4%23.idx"}],\
                "location":"outputs:b%20c.txt"},\
                "d":{"class":"Directory","location":"outputs:dir"}}""");
    }

    @Test
    void leavesEveryOtherValueAsItIs() throws Exception {
        String values =
                "{\"n\":null,\"i\":1180591620717411303424,\"f\":0.10,\"s\":\"file:///etc/passwd\",\"a\":[[true]],"
                        + "\"literal\":{\"class\":\"File\",\"basename\":\"l\",\"contents\":\"x\"},"
                        + "\"far\":{\"class\":\"File\",\"location\":\"https://example.org/a\"}}";

        assertThat(read(values).json()).isEqualTo(values);
    }

    @Test
    void takesInAFileThatWasPassedThrough() throws Exception {
        put("work/data/in.txt", "input");
        put("outputs/in.txt", "another");
        String document = "{\"o\": {\"class\": \"File\", \"location\": \"file://RUN/work/data/in.txt\"}}";

        String first = read(document).json();

        assertThat(first).contains("\"location\":\"outputs:2_in.txt\"");
        assertThat(folder.outputs().resolve("2_in.txt")).hasContent("input");
        assertThat(read(document).json()).as("asked again").isEqualTo(first);
        assertThat(folder.outputs().toFile().list()).hasSize(2);
    }

    @Test
    void giveNoPlaceOutsideTheRun() throws Exception {
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.outputs().resolve("link.txt"), temporary.resolve("secret.txt"));

        OutputReader.Found found = read("""
                {"a": {"class": "File", "basename": "passwd", "location": "file:///etc/passwd", "path": "/etc/passwd"},
                 "b": {"class": "File", "basename": "up.txt", "path": "RUN/outputs/../../secret.txt"},
                 "c": {"class": "File", "basename": "link.txt", "location": "file://RUN/outputs/link.txt"},
                 "d": {"class": "File", "basename": "bad", "location": "file://host:x/%zz"},
                 "e": {"class": "File", "basename": "gone", "location": "file://RUN/outputs/gone"}}
                """);

        assertThat(found.json()).doesNotContain("location", "path", "secret", "/etc");
        assertThat(found.notes()).hasSize(5).anySatisfy(note -> assertThat(note).contains("'passwd'"));
    }

    @Test
    void listsTheFilesWhereTheDocumentIsNone() throws Exception {
        put("outputs/b c.txt", "b");

        for (String document : List.of("", "[]", "{} and more", "{\"a\": ", "[".repeat(100_000))) {
            OutputReader.Found found = read(document);

            assertThat(found.json()).contains("\"location\":\"outputs:b%20c.txt\"");
            assertThat(found.notes())
                    .singleElement()
                    .asString()
                    .startsWith("the engine's output document is no")
                    .doesNotContain(folder.root().toString());
        }
        try (RandomAccessFile huge = new RandomAccessFile(folder.stdout().toFile(), "rw")) {
            huge.setLength(4L << 30);
        }
        assertThat(readAgain().notes()).singleElement().asString().contains("longer than 32 MiB");
        Files.delete(folder.stdout());
        assertThat(readAgain().notes()).singleElement().asString().contains("is not there");
        assertThat(readAgain().json()).contains("outputs:b%20c.txt");
    }

    @Test
    void knowsNothingOfARunThatFailedWithoutADocument() throws Exception {
        put("outputs/half.txt", "b");

        assertThat(reader("", Outputs.Files.CWL).partial(folder)).isEqualTo(new OutputReader.Found("{}", List.of()));
        Files.writeString(folder.stdout(), "{\"a\": 1}");
        assertThat(reader("", Outputs.Files.CWL).partial(folder).json()).isEqualTo("{\"a\":1}");
    }

    @Test
    void takesThePartThatThePointerNames() throws Exception {
        Files.writeString(folder.stdout(), "{\"dir\": \"/x\", \"outputs\": {\"wf.n\": 0.10}}");

        assertThat(reader("/outputs", Outputs.Files.CWL).read(folder).json()).isEqualTo("{\"wf.n\":0.10}");
        assertThat(reader("/results", Outputs.Files.CWL).read(folder).notes())
                .singleElement()
                .asString()
                .contains("has no object at /results");
    }

    @Test
    void takesTextsForFilesWhereTheLanguageDoes() throws Exception {
        put("engine/wdl/out/all/a b.txt", "a");
        put("engine/wdl/out/dir/x/y.txt", "y");
        put("engine/wdl/call-x/stdout.txt", "s");
        put("engine/wdl/call-x/d/e.txt", "e");
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.engine().resolve("wdl/out/link.txt"), temporary.resolve("secret.txt"));
        Files.writeString(folder.stdout(), """
                {"wf.all": "RUN/engine/wdl/out/all/a b.txt", "wf.url": "file://RUN/engine/wdl/out/all/a%20b.txt",
                 "wf.each": [["RUN/engine/wdl/out/dir/x/y.txt"]], "wf.dir": {"left": "RUN/engine/wdl/out/dir/x/"},
                 "wf.log": "RUN/engine/wdl/call-x/stdout.txt", "wf.away": "RUN/engine/wdl/call-x/d",
                 "wf.map": {"RUN/engine/wdl/out/all/a b.txt": 1},
                 "wf.link": "RUN/engine/wdl/out/link.txt", "wf.gone": "RUN/engine/gone.txt",
                 "wf.text": "/etc/passwd", "wf.words": "see RUN/engine", "wf.rel": "all/a b.txt", "wf.n": 1.50}
                """.replace("RUN", folder.root().toString()));
        OutputReader outputs = reader("", Outputs.Files.PATHS);

        OutputReader.Found found = outputs.read(folder);

        assertThat(found.json()).isEqualTo("""
                {"wf.all":"westerly-outputs:all/a%20b.txt","wf.url":"westerly-outputs:all/a%20b.txt",\
                "wf.each":[["westerly-outputs:dir/x/y.txt"]],"wf.dir":{"left":"westerly-outputs:dir/x"},\
                "wf.log":"westerly-outputs:stdout.txt","wf.away":"d",\
                "wf.map":{"engine/wdl/out/all/a b.txt":1},\
                "wf.link":"link.txt","wf.gone":"gone.txt",\
                "wf.text":"/etc/passwd","wf.words":"see RUN/engine","wf.rel":"all/a b.txt","wf.n":1.50}""".replace("RUN", folder.root().toString()));
        assertThat(found.notes()).hasSize(3);
        assertThat(outputs.root(folder).resolve("stdout.txt")).as("taken in").hasContent("s");
        assertThat(outputs.read(folder).json()).as("asked again").isEqualTo(found.json());
    }

    @Test
    void leavesTextsAloneWhereFilesAreObjects() throws Exception {
        put("outputs/a.txt", "a");

        assertThat(read("{\"a\": \"RUN/outputs/a.txt\"}").json())
                .isEqualTo("{\"a\":\"" + folder.outputs().resolve("a.txt") + "\"}");
    }

    private OutputReader.Found read(String document) throws Exception {
        Files.writeString(folder.stdout(), document.replace("RUN", folder.root().toString()));
        return readAgain();
    }

    private OutputReader.Found readAgain() throws OutputsUnreadableException {
        return OutputReader.of(
                        new Outputs.Document(null, "", Outputs.Files.CWL, null), (run, template) -> run.outputs())
                .read(folder);
    }

    private static OutputReader reader(String pointer, Outputs.Files files) {
        return OutputReader.of(
                new Outputs.Document(null, pointer, files, Template.of("{engine}/wdl/out")),
                (run, template) -> run.engine().resolve("wdl/out"));
    }

    private void put(String name, String text) throws Exception {
        Path file = folder.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
