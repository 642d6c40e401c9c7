package org.westerly.server.executor;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;

/** A place where jobs run. Implementations are safe for use by many threads. */
public interface Executor extends AutoCloseable {

    /** The name in {@link JobRef#executor()}. */
    String name();

    /**
     * Starts the job and returns once it is known to be alive (or to have been).
     *
     * @throws JobNotStartedException when it was not started and never will be from this slot
     */
    JobRef submit(JobSpec spec) throws JobNotStartedException;

    /**
     * Settles for good whether the launch that {@code spec.slot()} stands for has happened: the job's reference if it
     * has, empty if it has not, and then it never will. This is how a restart, and a cancel during staging, are sure.
     */
    Optional<JobRef> settle(JobSpec spec);

    /** How the jobs are; every one asked for is in the answer. Never throws for a single job. */
    Map<JobRef, JobStatus> poll(Set<JobRef> jobs);

    /**
     * Ends the job: asks it to as {@code order} says, then forces it, and returns once nothing of it is alive, nor of
     * what it started elsewhere under its label.
     *
     * @return its last status; {@link JobStatus.Running} when something could not be ended, and
     *     {@link JobStatus.Unreachable} when it could not be seen whether everything has
     */
    JobStatus cancel(JobRef job, StopOrder order) throws InterruptedException;

    /**
     * The job has ended by itself: ends whatever it left running behind.
     *
     * @throws RuntimeException when it is not sure that nothing is left
     */
    void sweep(JobRef job) throws InterruptedException;

    /** Under which labels something is alive here, of a job or a hook, whoever started it. */
    Set<String> labels();

    /**
     * How many processes are alive here of the run in {@code folder}. Another's under the same label do not count: a copy of the
     * run in another data folder, say.
     */
    int left(String label, Path folder);

    /**
     * Ends what {@link #left} counts, as {@link #cancel} does. For a run that has ended, of which nothing is to be alive.
     *
     * @return how many there were
     * @throws RuntimeException when it is not sure that nothing is left
     */
    int endLeft(String label, Path folder, StopOrder order) throws InterruptedException;

    /** {@code wake} is called whenever a job has ended, as a hint to poll now. */
    void onEnd(Runnable wake);

    /** Would a submit succeed now? Empty if so, else what is wrong. */
    Optional<String> check();

    /** What jobs have to do without, though they run, and what that means; for anybody to read, so without any path. */
    Optional<String> lack();

    /** Lets go of the jobs without ending them. */
    @Override
    void close();
}
