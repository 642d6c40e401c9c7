package org.westerly.server.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.Uploads;
import org.westerly.server.job.JobRef;
import org.westerly.server.queue.Flow;
import org.westerly.server.queue.Gates;
import org.westerly.server.queue.QueueRules;
import org.westerly.server.queue.TellWait;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.Room;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/** The services over a store of the test's choice, with nobody who would launch anything. */
public final class House {

    public static final Caller ALICE = new Caller(new org.westerly.server.run.Owner("alice"));

    final RunStore store;
    final RunFolders folders;
    final Uploads uploads;
    final Engines engines;
    final RunMoves moves;
    final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00.123456Z"));

    public House(Path data, RunStore store, List<TaskRecord> tasks) throws IOException {
        this.store = store;
        this.folders = new RunFolders(data.resolve("runs"));
        this.uploads = new Uploads(data.resolve("uploads"), "one");
        this.engines = new Engines(List.of(new ShellEngine(tasks)), Map.of());
        this.moves = new RunMoves(store, clock);
    }

    public SubmitRun submit() {
        return submit(new Admission(Room.ANY, new SubmissionRate(OptionalInt.empty(), clock), () -> Flow.OPEN));
    }

    SubmitRun submit(Admission admission) {
        return new SubmitRun(
                store,
                engines,
                uploads,
                new SubmitRun.Accepted(Set.of("http", "https", "trs", "drs", "base64"), NameLimits.DEFAULT),
                admission,
                clock);
    }

    TellWait waits() {
        return new TellWait(store, QueueRules.plain(1), Gates.NONE, clock);
    }

    CancelRun cancel() {
        return new CancelRun(store, uploads, clock);
    }

    RunId accepted(Caller caller, Map<String, String> fields) {
        try (Intake intake = submit().begin(caller, null)) {
            intake.text("workflow_url", "https://host/a.sh");
            intake.text("workflow_type", "SH");
            intake.text("workflow_type_version", "1.0");
            fields.forEach(intake::text);
            return intake.accept();
        }
    }

    void start(RunId run) {
        moves.require(run, new RunEvent.Claimed(1));
        JobRef job = new JobRef("none", folders.of(run).slot(1), "1");
        moves.require(run, new RunEvent.Started(job, List.of("sh", "a.sh"), List.of()));
    }

    void finish(RunId run, String outputs) {
        start(run);
        moves.require(run, new RunEvent.Succeeded(0, outputs, List.of()));
    }
}
