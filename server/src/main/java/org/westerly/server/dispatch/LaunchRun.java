package org.westerly.server.dispatch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.Staged;
import org.westerly.server.files.StagingException;
import org.westerly.server.job.JobRef;
import org.westerly.server.logs.FollowLogs;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;

/** Brings a claimed run to the point where its engine works, or to an end that tells why not. */
final class LaunchRun {

    private final Lease lease;
    private final Machinery machinery;
    private final FollowLogs logs;
    private final TellStore tellStore;
    private final WrapUp wrapUp;
    private final Wakes wakes;
    private final Mishaps mishaps;
    private final DropUpload upload;

    LaunchRun(
            Lease lease,
            Machinery machinery,
            FollowLogs logs,
            TellStore tellStore,
            WrapUp wrapUp,
            Wakes wakes,
            Mishaps mishaps) {
        this.lease = lease;
        this.machinery = machinery;
        this.logs = logs;
        this.tellStore = tellStore;
        this.wrapUp = wrapUp;
        this.wakes = wakes;
        this.mishaps = mishaps;
        this.upload = new DropUpload(machinery, mishaps);
    }

    void launch(RunId id) throws InterruptedException {
        Optional<Run> claimed = tellStore
                .ask("looking up the claimed run " + id, () -> lease.run(id))
                .filter(run -> run.state() == RunState.INITIALIZING);
        if (claimed.isPresent()) {
            launch(claimed.get());
        }
    }

    /** For a launch that has happened, though nobody was there to say so. */
    void adopt(Run run, JobRef job) throws InterruptedException {
        rejoin(run);
        // Its argument list is not known any more; that it runs is what counts.
        tell(run, new RunEvent.Started(job, List.of(), List.of("found running after its server was gone")));
    }

    /** For a run that another server launched. */
    void rejoin(Run run) {
        if (!machinery.isElsewhere(run)) {
            logs.follow(run.id(), machinery.folders().of(run.id()));
        }
    }

    private void launch(Run run) throws InterruptedException {
        Progress progress = new Progress();
        RunEvent outcome;
        try {
            outcome = start(run, progress);
        } catch (InterruptedException stopping) {
            throw stopping;
        } catch (Throwable fault) {
            if (Thread.interrupted()) {
                // That may be all that went wrong: whoever cancels, or the next start of the server, decides.
                throw new InterruptedException("stopping during a launch");
            }
            // It may have failed for what another server does there: then that one's engine works in the folder.
            requireOurs(run);
            if (!Reason.isForUser(fault)) {
                mishaps.survived("launching run " + run.id() + ", " + progress.during, fault);
            }
            outcome = wrappedUp(run, Reason.end(fault, progress.during));
        }
        tell(run, outcome);
    }

    private RunEvent wrappedUp(Run run, RunEvent end) throws InterruptedException {
        String during = "wrapping up run " + run.id();
        try {
            return tellStore.ask(during, () -> wrapUp.before(run, end));
        } catch (RuntimeException fault) {
            // Nobody else would tell the end.
            mishaps.survived(during, fault);
            return end;
        }
    }

    private void tell(Run run, RunEvent outcome) throws InterruptedException {
        tellStore.tell(run, outcome);
        if (outcome instanceof RunEvent.Started) {
            wakes.started();
        } else if (tellStore.hasEnded(run.id())) {
            // Else another server launches it by now, and needs its attachments.
            upload.of(run.id());
            wakes.ended();
        }
    }

    private RunEvent start(Run run, Progress progress)
            throws IOException, StagingException, EngineMissingException, JobNotStartedException, InterruptedException {
        Engine engine = machinery
                .engines()
                .find(run.engine())
                .orElseThrow(() ->
                        new EngineMissingException("the engine " + run.engine().name() + " "
                                + run.engine().version() + " is not installed on this server any more"));
        RunRequest request = tellStore.request(run.id());
        RunFolder folder = machinery.folders().make(run.id(), engine.place(run));
        Staged staged = machinery.staging().stage(run.id(), request, folder, () -> requireOurs(run));
        progress.during = "while the engine's files were written";
        Plan plan = engine.plan(new Launch(run, request, folder, staged.workflow(), staged.params()));
        progress.during = "while the engine was being started";
        logs.follow(run.id(), folder);
        JobRef job = machinery.forNewRuns().submit(JobSpecs.planned(run, folder, plan));
        return new RunEvent.Started(job, plan.command(), plan.notes());
    }

    private void requireOurs(Run launched) throws InterruptedException {
        Optional<Run> now = tellStore.ask("looking whose run " + launched.id() + " is", () -> lease.run(launched.id()));
        if (now.filter(run -> run.attempt() == launched.attempt()).isEmpty()) {
            throw new InterruptedException("run " + launched.id() + " is launched by another server, or anew");
        }
    }

    /** How far it has come. */
    private static final class Progress {
        private String during = "while the run's files were staged";
    }
}
