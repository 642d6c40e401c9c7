package org.westerly.server.app.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Has an engine run the smallest workflow of a language, through the same plan, executor and reading as a real run. */
record SayHello(Executor executor, Path folder, StopOrder stopOrder) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Map<String, String> DOCUMENTS = Map.of(
            "CWL", "hello.cwl",
            "WDL", "hello.wdl",
            "NFL", "hello.nf",
            "NEXTFLOW", "hello.nf",
            "SMK", "Snakefile",
            "SNAKEMAKE", "Snakefile");

    /** The documents there are for an engine's languages, without two of the same. */
    static List<String> languages(Engine engine) {
        Set<String> seen = new HashSet<>();
        return engine.workflowTypes().keySet().stream()
                .filter(type -> DOCUMENTS.containsKey(type.toUpperCase(Locale.ROOT)))
                .filter(type -> seen.add(DOCUMENTS.get(type.toUpperCase(Locale.ROOT))))
                .toList();
    }

    /** How it went: empty when it said hello, else what went wrong. */
    Optional<String> say(Engine engine, String type) throws InterruptedException {
        try {
            return run(engine, type);
        } catch (IOException | EngineMissingException | JobNotStartedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> run(Engine engine, String type)
            throws IOException, EngineMissingException, JobNotStartedException, InterruptedException {
        String document = Objects.requireNonNull(DOCUMENTS.get(type.toUpperCase(Locale.ROOT)));
        RunId id = RunId.mint(Instant.now());
        RunFolder place = new RunFolder(folder.toRealPath().resolve(id.value()));
        place.create();
        try (InputStream text = SayHello.class.getResourceAsStream("/engines/hello/" + document)) {
            Files.copy(Objects.requireNonNull(text), place.work().resolve(document));
        }
        RunRequest request = new RunRequest(
                document,
                type,
                engine.workflowTypes().getOrDefault(type, List.of("1")).getFirst(),
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                List.of(document));
        Run run = Run.accepted(id, Owner.ANONYMOUS, engine.choice(), Map.of(), List.of(), Instant.now());
        Plan plan = engine.plan(new Launch(run, request, place, document, null));
        CountDownLatch ended = new CountDownLatch(1);
        executor.onEnd(ended::countDown);
        JobRef job = executor.submit(new JobSpec(
                place.slot(1),
                id.value(),
                plan.argv(),
                plan.environment(),
                place.work(),
                place.stdout(),
                place.stderr()));
        if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            var _ = executor.cancel(job, engine.stopOrder(stopOrder));
            return Optional.of("did not end within " + PATIENCE.toSeconds() + " s");
        }
        return judged(engine, place, executor.poll(Set.of(job)).get(job));
    }

    private static Optional<String> judged(Engine engine, RunFolder place, @Nullable JobStatus end) {
        if (!(end instanceof JobStatus.Exited exited)) {
            return Optional.of("did not end as a program should: " + end);
        }
        return switch (engine.conclude(place, exited)) {
            case RunEvent.Succeeded _ -> Optional.empty();
            case RunEvent.Failed failed -> Optional.of(failed.reason());
            case RunEvent.Faulted faulted -> Optional.of(faulted.reason());
            case RunEvent other -> Optional.of(String.valueOf(other));
        };
    }
}
