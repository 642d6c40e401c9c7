package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one run; every name in it is said here and nowhere else.
 *
 * @param root absolute and free of symbolic links
 */
public record RunFolder(Path root) {

    /** The engine's working directory: the attachments with their relative names, and what the engine leaves there. */
    public Path work() {
        return root.resolve("work");
    }

    /** Inputs that were fetched, each in a numbered folder of its own. */
    public Path inputs() {
        return root.resolve("inputs");
    }

    /** Files while they are fetched, under numbers; each gets its name once it is whole. */
    public Path fetching() {
        return root.resolve("fetching");
    }

    /** What was fetched: see {@link FetchedList}. */
    public Path fetched() {
        return root.resolve("fetched.jsonl");
    }

    /** Where engines that have an output folder put their results. */
    public Path outputs() {
        return root.resolve("outputs");
    }

    /** The engine's whole standard output. */
    public Path stdout() {
        return root.resolve("stdout");
    }

    /** The engine's whole standard error. */
    public Path stderr() {
        return root.resolve("stderr");
    }

    /** Which lines of the engine's output are where: see {@code logs}. */
    public Path lines() {
        return root.resolve("lines");
    }

    /** What Westerly writes for the engine: parameters, configuration; and the engine's private files. */
    public Path engine() {
        return root.resolve("engine");
    }

    /** The parameters as the engine reads them. */
    public Path params() {
        return engine().resolve("params.json");
    }

    /** Task events, one JSON object a line, written by the engine's shim. */
    public Path events() {
        return engine().resolve("events.jsonl");
    }

    /** Standard output and error of the tasks, where a shim keeps them. */
    public Path tasks() {
        return root.resolve("tasks");
    }

    /** Temporary files of the engine and its tasks. */
    public Path tmp() {
        return root.resolve("tmp");
    }

    /** The list of what the run has left, once it has ended: see {@code results}. */
    public Path listing() {
        return root.resolve("listing");
    }

    /** Why the run was stopped for a limit; there once it is being stopped. */
    public Path expired() {
        return root.resolve("expired");
    }

    /** Which hooks have been begun when the run ended, and how they did: see {@code dispatch}. */
    public Path hooks() {
        return root.resolve("hooks");
    }

    /** The slot of a launch: see {@link org.westerly.server.job.JobSpec#slot()}. */
    public Path slot(int attempt) {
        return root.resolve("job-" + attempt);
    }

    /** Makes the folder with all that an engine may count on; does nothing where it is there. */
    public void create() throws IOException {
        for (Path folder : List.of(work(), outputs(), engine(), tasks(), tmp())) {
            Files.createDirectories(folder);
        }
    }

    /** Removes the temporary files, of which nothing is needed once nothing of the run is alive. */
    public void clearTmp() throws IOException {
        DeleteTree.below(tmp());
    }
}
