package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.configured.Detect.Finding;
import org.westerly.server.engine.definition.DefinitionReader;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.Source;

class DetectTest {

    @TempDir
    Path temporary;

    @Test
    void looksForTheProgramWhereNothingElseIsSaid() throws Exception {
        EngineDefinition definition = definition("1.0", "");

        assertThat(missing(definition)).isEqualTo(Absence.of("flow is not there"));
        program("flow", "exit 0");
        assertThat(find(definition)).isEqualTo(new Finding.There("1.0"));
    }

    @Test
    void looksForFilesByAPattern() throws Exception {
        EngineDefinition definition = definition("1.0", "detect: {files: [\"{engine_home}/lib/flow-{version}*.jar\"]}");

        assertThat(missing(definition))
                .isEqualTo(new Absence(
                        temporary + "/home/lib/flow-1.0*.jar is not there", "flow-1.0*.jar is not there", ""));
        Files.createDirectories(temporary.resolve("home/lib"));
        Files.createFile(temporary.resolve("home/lib/flow-1.0.7.jar"));
        assertThat(find(definition)).isEqualTo(new Finding.There("1.0"));
    }

    @Test
    void takesTheVersionThatTheProgramSays() throws Exception {
        EngineDefinition definition =
                definition("detected", "detect: {command: flow --version, version: \"flow ([0-9.]+)\"}");

        assertThat(missing(definition).reason()).startsWith("the program 'flow' is not in " + temporary);
        assertThat(missing(definition).published()).isEqualTo("its program is not there");
        program("flow", "echo \"this is $0 $1\"; echo 'flow 8.25'");
        assertThat(find(definition)).isEqualTo(new Finding.There("8.25"));
    }

    @Test
    void anotherVersionIsNotTheOneDescribed() throws Exception {
        program("flow", "echo flow 2.0");

        assertThat(missing(definition("1.0", "detect: {command: [flow], version: \"[0-9.]+\"}")))
                .isEqualTo(Absence.of("version 2.0 is there, and the definition is for 1.0"));
    }

    @Test
    void tellsWhyAProgramGaveNoAnswer() throws Exception {
        EngineDefinition definition = definition("detected", "detect: {command: flow -v, version: \"flow ([0-9.]+)\"}");
        program("flow", "echo 'no licence' >&2; exit 3");
        assertThat(missing(definition).reason()).isEqualTo("'flow -v' ended with code 3: no licence");
        assertThat(missing(definition).published()).isEqualTo("its program does not tell its version");
        program("flow", "echo 'something else'");
        assertThat(missing(definition).reason())
                .isEqualTo("its version was not found in what the program says: something else");
    }

    @Test
    void asksAProgramOnceAsLongAsItsFileStays() throws Exception {
        Path calls = temporary.resolve("calls");
        EngineDefinition definition = definition("1.0", "detect: {command: flow}");
        program("flow", "echo called >> " + calls);

        find(definition);
        find(definition);
        assertThat(Files.readAllLines(calls)).hasSize(1);

        program("flow", "echo called again >> " + calls);
        find(definition);
        assertThat(Files.readAllLines(calls)).hasSize(2);
    }

    private Absence missing(EngineDefinition definition) {
        return switch (find(definition)) {
            case Finding.Missing(Absence why) -> why;
            case Finding.There there -> throw new AssertionError(there);
        };
    }

    private Finding find(EngineDefinition definition) {
        Machine machine = new Machine(temporary.resolve("home"), temporary, Path.of("java"), definition.version());
        EngineEnvironment environment =
                new EngineEnvironment(Map.of(), List.of(temporary.toString()), List.of(), Map.of());
        return new Detect(machine, environment, new AskProgram(temporary.resolve("answers"))).find(definition);
    }

    private EngineDefinition definition(String version, String detect) throws Exception {
        Path file = Files.writeString(temporary.resolve("engine.yaml"), """
                version: "1"
                engine:
                  name: flow
                  version: VERSION
                  workflowTypes: [FLW]
                  workflowTypeVersions: [F1]
                  commandTemplate: [flow]
                  DETECT
                """.replace("VERSION", version)
                .replace("DETECT", detect));
        return new DefinitionReader().read(new Source.InFile(file)).engines().getFirst();
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(temporary.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
