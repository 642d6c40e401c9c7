package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.acceptance.testkit.InstalledEngines;
import org.westerly.acceptance.testkit.WesterlyServer;

/** The first minute of a new user. */
class DemoTest {

    @TempDir
    Path temp;

    private record Shown(int code, List<String> lines) {

        String table() {
            int head = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith("  language"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(lines)));
            return String.join("\n", lines.subList(head, lines.size()));
        }
    }

    @Test
    void fourLanguagesCompleteSideBySide() throws Exception {
        InstalledEngines.need("cwltool", "miniwdl", "nextflow", "snakemake");

        Shown shown = demo(InstalledEngines.home(), WesterlyServer.root());

        assertThat(shown.code()).as(shown.toString()).isZero();
        assertThat(shown.lines()).allMatch(line -> line.length() <= 100);
        assertThat(shown.table())
                .containsPattern("CWL +cwltool \\S+ +5 .* COMPLETE +as expected")
                .containsPattern("WDL +miniwdl \\S+ +4 .* COMPLETE +as expected")
                .containsPattern("Nextflow +nextflow \\S+ +4 .* COMPLETE +as expected")
                .containsPattern("Snakemake +snakemake \\S+ +4 .* COMPLETE +as expected");
        assertThat(shown.lines())
                .as("what tasks say, as they say it")
                .anyMatch(line -> line.endsWith("stderr  weigh (ship=heron): weighing heron"));
    }

    @Test
    void aWrongResultAndAFailedRunAreToldWithTheReason() throws Exception {
        InstalledEngines.need("miniwdl", "snakemake");
        Path home = Files.createDirectory(temp.resolve("engines"));
        for (Path engine : InstalledEngines.folders("miniwdl", "snakemake")) {
            Files.createSymbolicLink(home.resolve(engine.getFileName()), engine);
        }
        Path root = Files.createDirectory(temp.resolve("project"));
        copy(WesterlyServer.root().resolve("demo"), root.resolve("demo"));
        Files.writeString(root.resolve("demo/wdl/expected/almanac.txt"), "no such tides\n");
        Path rule = root.resolve("demo/snakemake/rules/weigh.smk");
        Files.writeString(rule, Files.readString(rule).replace("total=0", "exit 7"));

        Shown shown = demo(home, root);

        assertThat(shown.code()).as(shown.toString()).isEqualTo(1);
        assertThat(shown.table())
                .containsPattern("WDL +miniwdl .* COMPLETE +not as expected")
                .containsPattern("Snakemake +snakemake .* EXECUTOR_ERROR +none")
                .contains("almanac.txt should have been", "no such tides")
                .containsPattern("CWL +cwltool +- +- +left out")
                .contains("./westerly engines install cwltool");
        assertThat(shown.table().replaceAll("\\s+", " ")).contains("'weigh (ship=", ")' failed with exit code 7");
    }

    @Test
    void withoutEnginesItSaysSo() throws Exception {
        Shown shown = demo(Files.createDirectory(temp.resolve("none")), WesterlyServer.root());

        assertThat(shown.code()).as(shown.toString()).isEqualTo(3);
        assertThat(shown.table()).contains("no snakemake (python is not there)", "./westerly engines install nextflow");
        assertThat(shown.table().lines().filter(line -> line.contains("left out")))
                .hasSize(4);
    }

    private Shown demo(Path engines, Path root) throws IOException, InterruptedException {
        Path out = temp.resolve("out");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dwesterly.root=" + root,
                "-jar",
                WesterlyServer.root()
                        .resolve("server/target/quarkus-app/quarkus-run.jar")
                        .toString(),
                "demo",
                "--exit",
                "--port",
                "0");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("WESTERLY_ENGINES_HOME", engines.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroy();
        }
        return new Shown(process.exitValue(), Files.readAllLines(out));
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(from)) {
            found.forEach(all::add);
        }
        for (Path one : all) {
            Files.copy(one, to.resolve(from.relativize(one).toString()));
        }
    }
}
