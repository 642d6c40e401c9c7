package org.westerly.server.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One workflow of the demo: a folder with a workflow, its parameters in {@code params.json}, and everything else that is
 * to be attached.
 */
record Scenario(
        String label, String title, String engine, List<String> language, Path folder, List<Expected> expected) {

    /** An output file that must be there. */
    record Expected(String file, String content) {}

    private static final String PARAMETERS = "params.json";

    static List<Scenario> all(Path workflows) {
        return List.of(
                new Scenario(
                        "cwl",
                        "CWL: counts the words of three poems, each in a task of its own, and adds them up",
                        "cwltool",
                        List.of("CWL", "v1.2", "main.cwl"),
                        workflows.resolve("cwl"),
                        List.of(new Expected("total.txt", "TBD"))),
                new Scenario(
                        "nextflow",
                        "Nextflow: the same in another language",
                        "nextflow",
                        List.of("NFL", "DSL2", "main.nf"),
                        workflows.resolve("nextflow"),
                        List.of(new Expected("total.txt", "TBD"))));
    }

    Multipart form() throws IOException {
        Multipart form = new Multipart()
                .field("workflow_type", language.get(0))
                .field("workflow_type_version", language.get(1))
                .field("workflow_url", language.get(2))
                .field("workflow_params", Files.readString(folder.resolve(PARAMETERS)))
                .field("tags", "{\"name\": \"demo\", \"engine\": \"" + engine + "\"}");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (!name.equals(PARAMETERS)) {
                    form.attachment(name, Files.readAllBytes(file));
                }
            }
        }
        return form;
    }
}
