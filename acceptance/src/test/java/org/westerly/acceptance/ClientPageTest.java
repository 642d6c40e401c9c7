package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.WesterlyServer;

/** The example on the client's page, as it stands there. */
class ClientPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    @Test
    void theExampleRuns() throws Exception {
        InstalledEngines.need("cwltool");
        Path root = WesterlyServer.root();
        Matcher example = EXAMPLE.matcher(Files.readString(root.resolve("client/README.md")));
        assertThat(example.find()).isTrue();
        Files.writeString(temp.resolve("Hello.java"), example.group(1));
        Files.writeString(temp.resolve("hello.cwl"), """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: echo
                inputs: {name: {type: string, inputBinding: {position: 1}}}
                outputs: {said: stdout}
                stdout: hello.txt
                """);
        try (WesterlyServer server = WesterlyServer.start(temp.resolve("data"))) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            root.resolve("cli/target/app/lib").toString() + "/*",
                            "Hello.java",
                            server.address())
                    .directory(temp.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(temp.resolve("said").toFile())
                    .start();
            assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(temp.resolve("said")).content().contains("QUEUED", "COMPLETE", "success");
            assertThat(program.exitValue()).isZero();
            assertThat(temp.resolve("results/hello.txt")).hasContent("world\n");
        }
    }
}
