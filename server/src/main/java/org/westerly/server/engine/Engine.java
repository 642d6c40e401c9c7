package org.westerly.server.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunRequest;

/** A workflow engine of one version, ready to be used. */
public interface Engine {

    EngineChoice choice();

    /** Versions of each workflow language by its type name, for instance {@code CWL} to {@code v1.0, v1.1, v1.2}. */
    Map<String, List<String>> workflowTypes();

    /** The engine parameters that clients may send. */
    List<OfferedParameter> parameters();

    /** Can a submission bring values that must not be shown? */
    boolean takesSecrets();

    /** Holds a submission against the engine's rules. Changes nothing. */
    RequestVerdict judge(RunRequest request);

    /** Where the run's folder is to lie; empty for the server's own place. */
    Optional<Path> place(Run run);

    /**
     * Writes what the engine needs into the run's folder, and says what to start.
     *
     * @throws EngineMissingException when the program is not there any more
     */
    Plan plan(Launch launch) throws EngineMissingException, IOException;

    /**
     * What the end of the job means for the run: {@link RunEvent.Succeeded} only when the outputs could be read. Reads
     * the run's folder only, and may be asked again.
     */
    RunEvent conclude(RunFolder folder, JobStatus.Exited exited);

    /** What is known so far. A missing or half-written file is no error. */
    Progress progress(RunFolder folder);

    /** The folder that output paths are relative to. */
    Path outputRoot(RunFolder folder);

    /** Where files of the run are that may be shown. */
    default Traces traces(RunFolder folder) throws IOException {
        return Traces.of(folder, outputRoot(folder));
    }

    /** How a run of this engine is asked to stop. What the engine has no opinion on is as the {@code site} says. */
    default StopOrder stopOrder(StopOrder site) {
        return site;
    }

    /** What a run of this engine may use. */
    default Limits limits() {
        return Limits.NONE;
    }

    /** What a run of this request may use. */
    default Limits limits(RunRequest request) {
        return limits();
    }

    /**
     * What is to be run for a run at this point, if anything is. Asked again when a crash came between the hook and the
     * storing of the end: one that was broken off is run again.
     *
     * @param run as it is about to be stored: with its last state and its exit code
     * @param folder there when the hook is run, but not always when this is asked
     */
    default Optional<HookCall> hook(HookPoint point, Run run, RunFolder folder) {
        return Optional.empty();
    }
}
