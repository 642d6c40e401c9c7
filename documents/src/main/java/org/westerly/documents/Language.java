package org.westerly.documents;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A workflow language whose documents can be read here, as far as finding other documents in them. */
public enum Language {
    CWL("CWL", "CWL", "workflow.cwl"),
    WDL("WDL", "WDL", "workflow.wdl"),
    NEXTFLOW("NFL", "NEXTFLOW", "workflow.nf"),
    SNAKEMAKE("SMK", "SNAKEMAKE", "Snakefile");

    private final String descriptorType;
    private final String otherWord;
    private final String fileName;

    Language(String descriptorType, String otherWord, String fileName) {
        this.descriptorType = descriptorType;
        this.otherWord = otherWord;
        this.fileName = fileName;
    }

    /** By a {@code workflow_type}, in any case of letters. */
    public static Optional<Language> of(String workflowType) {
        String word = workflowType.toUpperCase(Locale.ROOT);
        for (Language language : values()) {
            if (word.equals(language.descriptorType) || word.equals(language.otherWord)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The usual {@code workflow_type} for it. */
    public String type() {
        return descriptorType;
    }

    /** The word of the Tool Registry Service for it; for what is not known here, the type itself. */
    public static String descriptorType(String workflowType) {
        return of(workflowType)
                .map(language -> language.descriptorType)
                .orElseGet(() -> workflowType.toUpperCase(Locale.ROOT));
    }

    /** A name for a document that came without one: engines tell languages by it. */
    public static String fileName(String workflowType) {
        return of(workflowType).map(language -> language.fileName).orElse("workflow");
    }

    /** What the engine reads beside the main document without being told to. */
    public List<String> impliedBeside() {
        return this == NEXTFLOW ? List.of("nextflow.config") : List.of();
    }
}
