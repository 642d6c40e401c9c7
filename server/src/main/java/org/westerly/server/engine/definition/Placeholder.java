package org.westerly.server.engine.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a template may name in braces. */
public enum Placeholder {
    /** The workflow document, relative to the working directory and never like an option. Differs between runs. */
    WORKFLOW_PATH,
    /** The file with the workflow's parameters. */
    WORKFLOW_PARAMS,
    RUN_ID,
    WORKDIR,
    OUTPUTS,
    TMP,
    /** The folder for the engine's private files. */
    ENGINE,
    /** The file for task events. */
    EVENTS,
    /** The folder for the tasks' standard output and error. */
    TASKS,
    /** Where the engine is installed. */
    ENGINE_HOME,
    /** Where the files that come with the definition were unpacked. */
    RESOURCES,
    /** The Java program that runs the server. */
    JAVA;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Placeholder> find(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Placeholder::word).toList();
    }
}
