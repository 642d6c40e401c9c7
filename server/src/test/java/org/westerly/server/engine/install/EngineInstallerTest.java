package org.westerly.server.engine.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.Source;
import org.westerly.server.engine.install.EngineInstaller.Result;

/** With stand-ins for python3 and mvn, which write down that they were called. */
class EngineInstallerTest {

    private static final String PYTHON = """
            #!/bin/sh
            echo "venv ${PYTHONDONTWRITEBYTECODE-unset}" >> CALLS
            mkdir -p "$3/bin"
            printf '#!/bin/sh\\necho "pip $* ${PYTHONDONTWRITEBYTECODE-unset}" >> CALLS\\nexit ${FAIL_PIP-0}\\n' > "$3/bin/python"
            printf '#!%s/bin/python\\n' "$3" > "$3/bin/cwltool"
            chmod +x "$3/bin/python"
            """;

    private static final String MVN = """
            #!/bin/sh
            echo "mvn" >> CALLS
            """;

    @TempDir
    Path temporary;

    private Path home;
    private Path programs;
    private Path calls;

    @BeforeEach
    void makeFolders() throws Exception {
        home = temporary.resolve("home");
        programs = Files.createDirectory(temporary.resolve("programs"));
        calls = Files.createFile(temporary.resolve("calls"));
        program("python3", PYTHON);
        program("mvn", MVN);
    }

    @Test
    void makesAWholeFolderForEach() throws Exception {
        List<Result> results = install(Map.of("PYTHONDONTWRITEBYTECODE", "1"));

        assertThat(results).allMatch(Result::done).hasSize(2);
        assertThat(Files.readAllLines(calls))
                .as("side by side, so in any order")
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).isEqualTo("venv unset"),
                        line -> assertThat(line)
                                .startsWith("pip -m pip install --compile cwltool==")
                                .endsWith(" unset"),
                        line -> assertThat(line).isEqualTo("mvn"));
        assertThat(only("cwltool-").resolve("bin/cwltool"))
                .as("the interpreter's path after the move")
                .hasContent("#!" + only("cwltool-") + "/bin/python\n");
        assertThat(only("nextflow-").resolve("pom.xml")).isRegularFile();
    }

    @Test
    void doesNothingTheSecondTime() throws Exception {
        install(Map.of());
        Files.writeString(calls, "");

        assertThat(install(Map.of()))
                .allSatisfy(result -> assertThat(result.message()).endsWith("is installed"));
        assertThat(calls).isEmptyFile();
    }

    @Test
    void namesTheMissingProgramAndInstallsTheRest() throws Exception {
        Files.delete(programs.resolve("python3"));

        List<Result> results = install(Map.of());

        assertThat(results.getFirst().done()).isFalse();
        assertThat(results.getFirst().message())
                .contains("python3 is not in PATH", "apt-get install python3 python3-venv");
        assertThat(results.getLast().done()).isTrue();
    }

    @Test
    void leavesNothingBehindWhenItFailsAndTriesAgain() throws Exception {
        String folder = definitions().getFirst().folderName();
        Files.createDirectories(home.resolve(".unfinished-" + folder + "/left/over"));

        assertThat(install(Map.of("FAIL_PIP", "1")).getFirst().message()).contains("pip could not install cwltool==");
        assertThat(home.toFile().list()).noneMatch(name -> name.startsWith("cwltool") && !name.endsWith(".log"));
        assertThat(home.toFile().list()).noneMatch(name -> name.startsWith(".unfinished"));

        assertThat(install(Map.of())).allMatch(Result::done);
        assertThat(only("cwltool-").resolve("left")).doesNotExist();
    }

    @Test
    void installsOnceWhenTwoAskAtOnce() throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Future<List<Result>> one = two.submit(() -> install(Map.of()));
            Future<List<Result>> other = two.submit(() -> install(Map.of()));

            assertThat(one.get()).allMatch(Result::done);
            assertThat(other.get()).allMatch(Result::done);
        }
        assertThat(Collections.frequency(Files.readAllLines(calls), "mvn")).isEqualTo(1);
    }

    private List<Result> install(Map<String, String> more) throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("PATH", programs + ":/usr/bin:/bin");
        if (!Files.exists(programs.resolve("python3"))) {
            environment.put("PATH", programs.toString());
        }
        return new EngineInstaller(home, environment, line -> {}).install(definitions());
    }

    /** One that pip installs, and one of Maven's. */
    private static List<EngineDefinition> definitions() throws Exception {
        List<EngineDefinition> definitions = new ArrayList<>();
        for (Source source : Source.builtIn()) {
            EngineDefinition first =
                    new DefinitionReader().read(source).engines().getFirst();
            if (List.of("cwltool", "nextflow").contains(first.name())) {
                definitions.add(first);
            }
        }
        return definitions;
    }

    private Path only(String prefix) {
        String[] names = home.toFile().list((_, name) -> name.startsWith(prefix));
        assertThat(names).hasSize(1);
        return home.resolve(java.util.Objects.requireNonNull(names)[0]);
    }

    private void program(String name, String script) throws Exception {
        Path file = programs.resolve(name);
        Files.writeString(file, script.replace("CALLS", calls.toString()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
