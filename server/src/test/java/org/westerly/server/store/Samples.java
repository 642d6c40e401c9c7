package org.westerly.server.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Decision;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunLifecycle;
import org.westerly.server.run.RunRequest;

/** Runs and requests to store. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    public static final Owner ADA = new Owner("ada");
    public static final Owner BOB = new Owner("bob");

    private Samples() {}

    public static Run run(Owner owner, Map<String, String> tags) {
        return Run.accepted(RunId.mint(NOON), owner, new EngineChoice("cwltool", "3.1"), tags, List.of("a note"), NOON);
    }

    public static RunRequest request() {
        return new RunRequest(
                "main.cwl#main",
                "CWL",
                "v1.2",
                null,
                null,
                "{ \"in\" : 1.10 }",
                Map.of("--outdir", "null"),
                Map.of(),
                List.of("main.cwl", "sub/data.txt"));
    }

    static RunEvent started() {
        return new RunEvent.Started(
                new JobRef("local", Path.of("/slots/1"), "pid=1 boot=x"),
                List.of("cwltool", "a b"),
                List.of("planned"));
    }

    public static Decision.Accept accepted(Run run, RunEvent event) {
        return (Decision.Accept) RunLifecycle.decide(run, event, NOON.plusSeconds(run.version() + 1));
    }
}
