package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
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
    void saysWhatIsWrongWithTheDocument() throws Exception {
        assertThatThrownBy(() -> read("")).hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> read("{} and more")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> read("{\"a\": ")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> read("[".repeat(100_000))).hasMessageContaining("not JSON");
        try (RandomAccessFile huge = new RandomAccessFile(folder.stdout().toFile(), "rw")) {
            huge.setLength(4L << 30);
        }
        assertThatThrownBy(this::readAgain).hasMessageContaining("longer than 32 MiB");
        Files.delete(folder.stdout());
        assertThatThrownBy(this::readAgain).hasMessageContaining("left no output document");
    }

    private OutputReader.Found read(String document) throws Exception {
        Files.writeString(folder.stdout(), document.replace("RUN", folder.root().toString()));
        return readAgain();
    }

    private OutputReader.Found readAgain() throws OutputsUnreadableException {
        return new DocumentOutputs(new Outputs.Document(null, "", Outputs.Files.CWL, null)).read(folder);
    }

    private void put(String name, String text) throws Exception {
        Path file = folder.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
