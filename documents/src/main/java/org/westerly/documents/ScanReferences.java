package org.westerly.documents;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the files that a document names relative to itself. It reads no more of a language than that takes, and what it
 * does not find is missed by the engine, which says so. Absolute paths and URLs are the engine's own business.
 */
public final class ScanReferences {

    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private ScanReferences() {}

    /** In the order they stand there, each once; empty for a text that is none of the language. */
    public static List<Reference> in(Language language, String text) {
        List<Reference> found = switch (language) {
            case CWL -> CwlReferences.in(text);
            case WDL -> WdlReferences.in(text);
            case NEXTFLOW -> NextflowReferences.in(text);
            case SNAKEMAKE -> SnakemakeReferences.in(text);
        };
        return relative(found);
    }

    /** Those that are not meant relative to the document, but to the folder that the engine works in. */
    public static List<Reference> inWorkingFolder(Language language, String text) {
        return switch (language) {
            case CWL, WDL, NEXTFLOW -> List.of();
            case SNAKEMAKE -> relative(SnakemakeReferences.inWorkingFolder(text));
        };
    }

    private static List<Reference> relative(List<Reference> found) {
        return found.stream()
                .filter(reference -> reference.candidates().stream().allMatch(ScanReferences::isRelative))
                .distinct()
                .toList();
    }

    private static boolean isRelative(String path) {
        return !path.isBlank()
                && !ABSOLUTE.matcher(path).matches()
                && path.indexOf('\\') < 0
                && path.chars().noneMatch(Character::isISOControl);
    }
}
