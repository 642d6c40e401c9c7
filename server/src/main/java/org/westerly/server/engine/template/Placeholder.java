package org.westerly.server.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a template may name in braces.
 *
 * @param word without the braces
 */
public record Placeholder(String word) {

    /** The workflow document, relative to the working directory and never like an option; absolute where it is elsewhere. */
    public static final Placeholder WORKFLOW_PATH = new Placeholder("workflow_path");
    /** The {@code workflow_url} as it was sent. */
    public static final Placeholder WORKFLOW_URL = new Placeholder("workflow_url");
    /** The workflow's language, in the definition's own spelling. */
    public static final Placeholder WORKFLOW_TYPE = new Placeholder("workflow_type");
    /** The language's version, in the definition's own spelling. */
    public static final Placeholder WORKFLOW_TYPE_VERSION = new Placeholder("workflow_type_version");
    /** The workflow's parameters: the file that holds them, or words of the command line. */
    public static final Placeholder WORKFLOW_PARAMS = new Placeholder("workflow_params");
    /** The file with the workflow's parameters, whatever {@link #WORKFLOW_PARAMS} stands for. */
    public static final Placeholder PARAMS_FILE = new Placeholder("params_file");
    /** The engine's parameters, as words of the command line. */
    public static final Placeholder ENGINE_PARAMS = new Placeholder("engine_params");
    /** What makes the engine use the site's container runtime, as words of the command line. */
    public static final Placeholder CONTAINER_PARAMS = new Placeholder("container_params");

    public static final Placeholder RUN_ID = new Placeholder("run_id");
    /** The run's owner, safe as the name of a folder. */
    public static final Placeholder USER_ID = new Placeholder("user_id");
    /** When the run was submitted, as {@code 2026-11-21T12:00:00Z}. */
    public static final Placeholder TIMESTAMP = new Placeholder("timestamp");
    /** As {@code 2026-11-21}. */
    public static final Placeholder DATE = new Placeholder("date");
    /** As {@code 12-00-00}. */
    public static final Placeholder TIME = new Placeholder("time");

    public static final Placeholder WORKDIR = new Placeholder("workdir");
    public static final Placeholder OUTPUTS = new Placeholder("outputs");
    /** {@link #OUTPUTS}, unless the run's working directory has a folder of its own for them. */
    public static final Placeholder OUTPUTS_DIR = folder("outputs");

    public static final Placeholder TMP = new Placeholder("tmp");
    /** The folder for the engine's private files. */
    public static final Placeholder ENGINE = new Placeholder("engine");
    /** The file for task events. */
    public static final Placeholder EVENTS = new Placeholder("events");
    /** The folder for the tasks' standard output and error. */
    public static final Placeholder TASKS = new Placeholder("tasks");
    /** The folder for results that later runs may use again. */
    public static final Placeholder CACHE = new Placeholder("cache");

    /** Where the engine is installed. */
    public static final Placeholder ENGINE_HOME = new Placeholder("engine_home");
    /** Where the files that come with the definition were unpacked. */
    public static final Placeholder RESOURCES = new Placeholder("resources");
    /** The Java program that runs the server. */
    public static final Placeholder JAVA = new Placeholder("java");
    /** The engine's version. */
    public static final Placeholder VERSION = new Placeholder("version");

    /** Those that stand for any number of words, and so must be a word of a command line by themselves. */
    public static final Set<Placeholder> LISTS = Set.of(ENGINE_PARAMS, CONTAINER_PARAMS);

    /** Where things are on this machine. */
    public static final Set<Placeholder> OF_MACHINE = Set.of(ENGINE_HOME, RESOURCES, JAVA, VERSION);

    /** Places that are fixed while a run works: files of results can be named by these only. */
    public static final Set<Placeholder> OF_RUN =
            Set.of(WORKDIR, OUTPUTS, OUTPUTS_DIR, TMP, ENGINE, EVENTS, TASKS, RUN_ID);

    /** Who runs what, and when. */
    public static final Set<Placeholder> OF_SUBMISSION = Set.of(RUN_ID, USER_ID, TIMESTAMP, DATE, TIME);

    private static final List<Placeholder> ALL = List.of(
            WORKFLOW_PATH,
            WORKFLOW_URL,
            WORKFLOW_TYPE,
            WORKFLOW_TYPE_VERSION,
            WORKFLOW_PARAMS,
            PARAMS_FILE,
            ENGINE_PARAMS,
            CONTAINER_PARAMS,
            RUN_ID,
            USER_ID,
            TIMESTAMP,
            DATE,
            TIME,
            WORKDIR,
            OUTPUTS,
            OUTPUTS_DIR,
            TMP,
            ENGINE,
            EVENTS,
            TASKS,
            CACHE,
            ENGINE_HOME,
            RESOURCES,
            JAVA,
            VERSION);

    /** One of the folders that {@code runs.workdir.subdirs} names. */
    public static Placeholder folder(String name) {
        return new Placeholder(name + "_dir");
    }

    /** Every placeholder that all definitions know. */
    public static List<Placeholder> all() {
        return ALL;
    }

    /** {@code all} and the folders with these names. */
    static List<Placeholder> with(Set<String> folders) {
        List<Placeholder> known = new ArrayList<>(ALL);
        folders.forEach(name -> known.add(folder(name)));
        return known;
    }

    static Optional<Placeholder> find(String word, Set<String> folders) {
        return with(folders).stream().filter(one -> one.word().equals(word)).findFirst();
    }

    static List<String> words(Set<String> folders) {
        return Stream.of(with(folders))
                .flatMap(List::stream)
                .map(Placeholder::word)
                .toList();
    }

    @Override
    public String toString() {
        return "{" + word + "}";
    }
}
