package org.westerly.documents;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The rules that a Snakefile includes, and the scripts and environments that its rules name. A {@code configfile} is not
 * among them: it is looked for in the working directory.
 */
final class SnakemakeReferences {

    private static final Set<String> DOCUMENTS = Set.of("include", "snakefile");

    /** Names with a brace are made while the workflow runs. */
    private static final Pattern NAMED =
            Pattern.compile("(?m)^[ \\t]*(include|snakefile|script|notebook|conda)[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]*)?"
                    + "[rRfF]?([\"'])([^\"'\\n{}]+)\\2");

    private static final Pattern CONFIGURATION =
            Pattern.compile("(?m)^[ \\t]*configfile[ \\t]*:[ \\t]*(?:\\r?\\n[ \\t]*)?[rRfF]?([\"'])([^\"'\\n{}]+)\\1");

    private SnakemakeReferences() {}

    static List<Reference> inWorkingFolder(String text) {
        return CONFIGURATION
                .matcher(text)
                .results()
                .map(found -> Reference.file(found.group(2)))
                .toList();
    }

    static List<Reference> in(String text) {
        return NAMED.matcher(text)
                .results()
                .filter(SnakemakeReferences::isFile)
                .map(found -> DOCUMENTS.contains(found.group(1))
                        ? Reference.document(found.group(3))
                        : Reference.file(found.group(3)))
                .toList();
    }

    /** An environment can also be one that has a name only. */
    private static boolean isFile(MatchResult found) {
        return !found.group(1).equals("conda") || found.group(3).matches(".*\\.ya?ml");
    }
}
