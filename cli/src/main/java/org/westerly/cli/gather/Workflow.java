package org.westerly.cli.gather;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user wants to run, found on the disk.
 *
 * @param document its main document, absolute
 * @param folder given as a folder: all of it belongs to the workflow; else the document's own
 * @param whole whether it was given as a folder
 * @param fragment behind the {@code #}, with it; empty for none
 */
record Workflow(Path document, Path folder, boolean whole, String fragment) {

    private static final List<String> MAIN =
            List.of("main.nf", "Snakefile", "workflow/Snakefile", "main.cwl", "main.wdl");

    static Workflow find(String given) {
        int hash = given.lastIndexOf('#');
        boolean fragment = hash > 0 && !Files.exists(Path.of(given));
        Path path = LocalFiles.absolute(Path.of(fragment ? given.substring(0, hash) : given));
        String rest = fragment ? given.substring(hash) : "";
        if (!Files.isDirectory(path)) {
            LocalFiles.readable(path, "the workflow");
            Path parent = path.getParent();
            return new Workflow(path, parent == null ? path : parent, false, rest);
        }
        return MAIN.stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(main -> new Workflow(main, path, true, rest))
                .orElseThrow(() -> new GatherException("the folder " + path + " has none of " + String.join(", ", MAIN)
                        + ": name the workflow's document"));
    }
}
