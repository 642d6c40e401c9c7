package org.westerly.server.engine.configured;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.configured.EngineSettings.Folders;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.executor.Executor;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/**
 * Has a real engine run submissions the way the server does: judged, planned, in a session of its own, and concluded.
 *
 * @param temporary for the folders of runs
 */
record EngineRunner(Engine engine, Executor executor, Path temporary) {

    /**
     * The engine of a built-in definition. Not installed: an abort with the reason; in CI (CI=true) a failure.
     *
     * @param version null for the newest
     */
    static Engine find(String name, @Nullable String version, Site site, Path temporary) throws Exception {
        return find(name, version, site, Map.of("SECRET_OF_THE_SERVER", "1"), temporary);
    }

    /** The same with another environment of the server. */
    static Engine find(
            String name, @Nullable String version, Site site, Map<String, String> environment, Path temporary)
            throws Exception {
        EngineCatalog catalog = EngineCatalog.load(new EngineSettings(
                new Folders(home(), Optional.empty(), temporary.resolve("unpacked"), temporary.resolve("caches")),
                EngineSettings.ownJava(),
                environment,
                site));
        for (Engine found : catalog.found()) {
            if (found.choice().name().equals(name)
                    && (version == null || found.choice().version().equals(version))) {
                return found;
            }
        }
        return absent(name + (version == null ? "" : " " + version) + " is not there: " + catalog.missing());
    }

    private static Engine absent(String why) {
        return "true".equals(System.getenv("CI")) ? fail(why) : abort(why);
    }

    private static Path home() {
        String given = System.getProperty("westerly.engines.home", System.getenv("WESTERLY_ENGINES_HOME"));
        return given == null ? Path.of(System.getProperty("westerly.root", "."), ".engines") : Path.of(given);
    }

    /** Stages and plans. */
    Prepared prepare(String type, Submission submission) throws Exception {
        RunFolder folder = new RunFolder(Files.createTempDirectory(temporary.toRealPath(), "run with spaces "));
        folder.create();
        for (Map.Entry<String, String> file : submission.files().entrySet()) {
            Path path = folder.work().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        RunRequest request = new RunRequest(
                submission.workflow(),
                type,
                "1",
                null,
                null,
                submission.params(),
                submission.engineParameters(),
                Map.of(),
                List.copyOf(submission.files().keySet()));
        RequestVerdict verdict = engine.judge(request);
        Instant now = Instant.now();
        Run run = Run.accepted(RunId.mint(now), Owner.ANONYMOUS, engine.choice(), Map.of(), List.of(), now);
        Launch launch = new Launch(run, request, folder, submission.workflow(), submission.params());
        return new Prepared(folder, run.id().value(), verdict, engine.plan(launch));
    }

    Running start(Prepared prepared) throws Exception {
        RunFolder folder = prepared.folder();
        long begun = System.nanoTime();
        JobRef job = executor.submit(new JobSpec(
                folder.slot(1),
                prepared.label(),
                prepared.plan().argv(),
                prepared.plan().environment(),
                folder.work(),
                folder.stdout(),
                folder.stderr()));
        return new Running(prepared, engine, executor, job, begun);
    }

    Ended run(Prepared prepared) throws Exception {
        return start(prepared).end();
    }
}
