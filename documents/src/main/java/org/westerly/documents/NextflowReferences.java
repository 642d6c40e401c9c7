package org.westerly.documents;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules that a Nextflow script includes, and the files that a configuration includes. */
final class NextflowReferences {

    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*//.*$");

    /** Names that do not begin with a dot are plugins and modules of a registry. */
    private static final Pattern MODULE = Pattern.compile(
            "\\binclude\\s*(?:\\{[^{}]*}|\\w+(?:\\s+as\\s+\\w+)?)\\s*from\\s*([\"'])(\\.{1,2}/[^\"'\\n$]+)\\1");

    private static final Pattern CONFIGURATION = Pattern.compile("\\bincludeConfig[ \\t(]+([\"'])([^\"'\\n$]+)\\1");

    private NextflowReferences() {}

    static List<Reference> in(String text) {
        String code = COMMENT.matcher(text).replaceAll("");
        return Stream.concat(
                        MODULE.matcher(code).results().map(NextflowReferences::module),
                        CONFIGURATION.matcher(code).results().map(found -> Reference.document(found.group(2))))
                .toList();
    }

    /** The suffix may be left out, and a folder stands for the {@code main.nf} in it. */
    private static Reference module(MatchResult found) {
        String path = found.group(2);
        return path.endsWith(".nf")
                ? Reference.document(path)
                : new Reference(List.of(path + ".nf", path + "/main.nf"), Reference.Kind.DOCUMENT);
    }
}
