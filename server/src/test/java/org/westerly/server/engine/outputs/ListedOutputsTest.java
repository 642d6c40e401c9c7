package org.westerly.server.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.template.Template;
import org.westerly.server.files.RunFolder;

class ListedOutputsTest {

    @TempDir
    Path temporary;

    private final OutputReader outputs = OutputReader.of(
            new Outputs.Listing(Template.of("{workdir}"), List.of(".nextflow/**", ".nextflow.log*")),
            (run, template) -> run.work());
    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new RunFolder(Files.createDirectory(temporary.toRealPath().resolve("run")));
        folder.create();
    }

    @Test
    void listsNewFilesSorted() throws Exception {
        put("z.txt", "12");
        put("a b/ä.txt", "1");
        put(".nextflow/cache/x", "");
        put(".nextflow.log.1", "");

        assertThat(read()).isEqualTo("""
                {"files":[{"class":"File","location":"outputs:a%20b/%C3%A4.txt","path":"a b/ä.txt","basename":"ä.txt",\
                "size":1},{"class":"File","location":"outputs:z.txt","path":"z.txt","basename":"z.txt","size":2}]}""");
    }

    @Test
    void takesNoInputForAnOutputUnlessItWasChanged() throws Exception {
        put("same.txt", "as it was");
        put("changed.txt", "before");
        outputs.prepare(folder);
        put("changed.txt", "afterwards");

        assertThat(read()).contains("changed.txt").doesNotContain("same.txt");
    }

    @Test
    void followsLinksWithinTheRunOnly() throws Exception {
        Files.writeString(temporary.resolve("secret"), "secret");
        Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(temporary.resolve("outside/secret"), "secret");
        Files.createDirectories(folder.engine().resolve("nextflow-work/ab"));
        Files.writeString(folder.engine().resolve("nextflow-work/ab/made.txt"), "made");
        link("made.txt", folder.engine().resolve("nextflow-work/ab/made.txt"));
        link("whole", folder.engine().resolve("nextflow-work/ab"));
        link("secret.txt", temporary.resolve("secret"));
        link("out", temporary.resolve("outside"));
        link("circle", folder.work());
        link("nowhere", temporary.resolve("none"));

        assertThat(read())
                .contains("outputs:made.txt", "outputs:whole/made.txt")
                .doesNotContain("secret", "nowhere");
    }

    @Test
    void hasAnEnd() throws Exception {
        for (int i = 0; i <= FileList.MOST_FILES; i++) {
            Files.createFile(folder.work().resolve("f" + i));
        }

        assertThat(outputs.read(folder).notes()).singleElement().asString().contains("10000");
    }

    private void link(String name, Path target) throws Exception {
        Files.createSymbolicLink(folder.work().resolve(name), target);
    }

    private String read() throws Exception {
        return outputs.read(folder).json();
    }

    private void put(String name, String text) throws Exception {
        Path file = folder.work().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
