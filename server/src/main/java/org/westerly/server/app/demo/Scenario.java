package org.westerly.server.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.westerly.client.Submission;

/**
 * One workflow of the demo: a folder with its parameters in {@code params.json}, the output files that must come of it in
 * {@code expected/}, and everything else to be attached.
 *
 * @param label the language, as people call it
 * @param engine the one that the server takes for that language
 * @param language the workflow's type and the version of that
 * @param document the workflow's own file, relative to the folder
 */
record Scenario(String label, String title, String engine, Language language, Path folder, String document) {

    /** A workflow type and its version. */
    record Language(String type, String version) {}

    /** An output file that must be there. */
    record Expected(String file, String content) {}

    private static final String PARAMETERS = "params.json";
    private static final String EXPECTED = "expected";

    static List<Scenario> all(Path workflows) {
        return List.of(
                new Scenario(
                        "CWL",
                        "counts the words of three poems, each in a task of its own, and reports the sum",
                        "cwltool",
                        new Language("CWL", "v1.2"),
                        workflows.resolve("cwl"),
                        "words.cwl"),
                new Scenario(
                        "WDL",
                        "finds the highest water of three harbours, and prints an almanac",
                        "miniwdl",
                        new Language("WDL", "1.1"),
                        workflows.resolve("wdl"),
                        "tides.wdl"),
                new Scenario(
                        "Nextflow",
                        "greets three people, each in a task of its own, and gathers the greetings",
                        "nextflow",
                        new Language("NFL", "DSL2"),
                        workflows.resolve("nextflow"),
                        "main.nf"),
                new Scenario(
                        "Snakemake",
                        "weighs what three ships carry, and lists them with the heaviest first",
                        "snakemake",
                        new Language("SMK", "9"),
                        workflows.resolve("snakemake"),
                        "Snakefile"));
    }

    Submission submission() throws IOException {
        Submission submission = Submission.of(new Submission.Workflow(document, language.type(), language.version()))
                .withParams(Files.readString(folder.resolve(PARAMETERS)))
                .withTag("name", "demo")
                .withTag("engine", engine);
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            if (!name.equals(PARAMETERS) && !name.startsWith(EXPECTED + "/")) {
                submission = submission.withAttachment(name, file);
            }
        }
        return submission;
    }

    List<Expected> expected() throws IOException {
        List<Expected> all = new ArrayList<>();
        for (Path file : files(folder.resolve(EXPECTED))) {
            all.add(new Expected(file.getFileName().toString(), Files.readString(file)));
        }
        return all;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
