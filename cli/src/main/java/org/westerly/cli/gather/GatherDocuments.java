package org.westerly.cli.gather;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.westerly.documents.Language;
import org.westerly.documents.Reference;
import org.westerly.documents.ScanReferences;

/** Finds what a document names, and what that names, and so on, as the language means it. */
final class GatherDocuments {

    /** Folders that Nextflow looks into beside its script without being told to. */
    private static final List<String> BESIDE_NEXTFLOW = List.of("bin", "lib", "templates", "conf", "assets");

    private final Language language;
    private final boolean allowMissing;
    private final Map<Path, String> texts = new LinkedHashMap<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final Deque<Path> unread = new ArrayDeque<>();

    GatherDocuments(Language language, boolean allowMissing) {
        this.language = language;
        this.allowMissing = allowMissing;
    }

    /**
     * What was found.
     *
     * @param texts of the documents, by their places
     * @param files everything, the documents included
     */
    record Found(Map<Path, String> texts, Set<Path> files) {}

    Found from(Path main) {
        add(main, true);
        beside(main);
        while (!unread.isEmpty()) {
            Path document = unread.remove();
            String text = LocalFiles.text(document);
            texts.put(document, text);
            Path folder = document.resolveSibling(".").normalize();
            for (Reference reference : ScanReferences.in(language, text)) {
                follow(document, reference, folder::resolve);
            }
            for (Reference reference : ScanReferences.inWorkingFolder(language, text)) {
                follow(document, reference, workingFolder(main)::resolve);
            }
        }
        return new Found(texts, files);
    }

    /** By Snakemake's own rules a Snakefile may be in {@code workflow/}, and everything else is named from above that. */
    private static Path workingFolder(Path main) {
        Path folder = main.resolveSibling(".").normalize();
        Path above = folder.getParent();
        return above != null && folder.endsWith("workflow") ? above : folder;
    }

    private void beside(Path main) {
        for (String name : language.impliedBeside()) {
            Path file = main.resolveSibling(name);
            if (Files.isRegularFile(file)) {
                add(LocalFiles.readable(file, "beside " + main.getFileName()), true);
            }
        }
        if (language == Language.NEXTFLOW) {
            for (String name : BESIDE_NEXTFLOW) {
                Path folder = main.resolveSibling(name);
                if (Files.isDirectory(folder)) {
                    files.addAll(LocalFiles.project(folder, "beside " + main.getFileName()));
                }
            }
        }
    }

    private void follow(Path from, Reference reference, UnaryOperator<Path> resolve) {
        Optional<Path> there = reference.candidates().stream()
                .map(name -> resolve.apply(Path.of(name)).normalize())
                .filter(path ->
                        reference.kind() == Reference.Kind.FOLDER ? Files.isDirectory(path) : Files.isRegularFile(path))
                .findFirst();
        if (there.isEmpty()) {
            if (!allowMissing) {
                throw new GatherException(from + " names "
                        + String.join(" or ", reference.candidates())
                        + ", which is not there. Give --allow-missing to submit it all the same");
            }
        } else if (reference.kind() == Reference.Kind.FOLDER) {
            files.addAll(LocalFiles.below(there.get(), from.toString()));
        } else {
            add(LocalFiles.readable(there.get(), from.toString()), reference.document());
        }
    }

    private void add(Path file, boolean document) {
        if (files.add(file) && document) {
            unread.add(file);
        } else if (document && !texts.containsKey(file) && !unread.contains(file)) {
            unread.add(file); // known as a plain file so far
        }
    }
}
