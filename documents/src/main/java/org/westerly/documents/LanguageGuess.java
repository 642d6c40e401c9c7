package org.westerly.documents;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * What a document seems to be.
 *
 * @param version of the language, as a {@code workflow_type_version}; empty when the document does not say
 */
public record LanguageGuess(Language language, Optional<String> version) {

    /** The first word of a WDL document that is no comment; without it, it is of the time before 1.0. */
    private static final Pattern WDL_VERSION = Pattern.compile("\\A(?:\\s|#.*\\R)*version[ \\t]+([\\w.-]+)");

    private static final Pattern WDL_BODY = Pattern.compile("(?m)^[ \\t]*(?:workflow|task)[ \\t]+\\w+[ \\t]*\\{");
    private static final Pattern NEXTFLOW_DSL =
            Pattern.compile("(?m)^[ \\t]*nextflow\\.(?:enable|preview)\\.dsl\\s*=\\s*([12])");
    private static final Pattern NEXTFLOW_SHEBANG = Pattern.compile("\\A#!.*\\bnextflow\\b");

    /** By the name first, then by the text; empty when it looks like none that is known here. */
    public static Optional<LanguageGuess> of(String fileName, String text) {
        return byName(fileName)
                .or(() -> byText(text))
                .map(language -> new LanguageGuess(language, version(language, text)));
    }

    /** By the name alone. */
    public static Optional<Language> byName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".cwl")) {
            return Optional.of(Language.CWL);
        }
        if (name.endsWith(".wdl")) {
            return Optional.of(Language.WDL);
        }
        if (name.endsWith(".nf")) {
            return Optional.of(Language.NEXTFLOW);
        }
        return name.equals("snakefile") || name.endsWith(".smk") ? Optional.of(Language.SNAKEMAKE) : Optional.empty();
    }

    private static Optional<Language> byText(String text) {
        if (cwlVersion(text).isPresent()) {
            return Optional.of(Language.CWL);
        }
        if (WDL_VERSION.matcher(text).find() && WDL_BODY.matcher(text).find()) {
            return Optional.of(Language.WDL);
        }
        return NEXTFLOW_SHEBANG.matcher(text).find() ? Optional.of(Language.NEXTFLOW) : Optional.empty();
    }

    private static Optional<String> version(Language language, String text) {
        return switch (language) {
            case CWL -> cwlVersion(text);
            case WDL -> Optional.of(first(WDL_VERSION, text).orElse("draft-2"));
            case NEXTFLOW -> Optional.of("DSL" + first(NEXTFLOW_DSL, text).orElse("2"));
            // A Snakefile is written for a release of Snakemake, and does not say for which.
            case SNAKEMAKE -> Optional.empty();
        };
    }

    /** By the tree, so that a text within the document is not taken for it. */
    private static Optional<String> cwlVersion(String text) {
        if (!text.contains("cwlVersion")) {
            return Optional.empty();
        }
        return YamlNodes.of(text)
                .filter(MappingNode.class::isInstance)
                .flatMap(root -> YamlNodes.text((MappingNode) root, "cwlVersion"));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
