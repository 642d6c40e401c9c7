package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Launch;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.configured.EngineSettings.Folders;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** What every engine must do, with the real program. Missing: an abort with the reason; in CI (CI=true) a failure. */
abstract class EngineContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * A submission.
     *
     * @param files text by relative name
     */
    record Submission(String workflow, @Nullable String params, Map<String, String> files) {}

    record Prepared(RunFolder folder, Plan plan) {}

    record Ended(RunFolder folder, Plan plan, RunEvent event, List<TaskRecord> tasks, Duration took) {

        String outputs() {
            assertThat(event).as(this::logs).isInstanceOf(RunEvent.Succeeded.class);
            return ((RunEvent.Succeeded) event).outputs();
        }

        RunEvent.Failed failed() {
            assertThat(event).as(this::logs).isInstanceOf(RunEvent.Failed.class);
            return (RunEvent.Failed) event;
        }

        TaskRecord task(String name) {
            return tasks.stream()
                    .filter(task -> task.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no task " + name + " in " + tasks));
        }

        private String logs() {
            return read(folder.stderr()) + read(folder.stdout());
        }
    }

    @TempDir
    Path temporary;

    private Engine engine;

    abstract String engineName();

    /** The engine's first one, unless it has several that matter. */
    String workflowType() {
        return engine.workflowTypes().keySet().iterator().next();
    }

    /** Prints or writes hello; one task. */
    abstract Submission hello();

    /** A task for each of three words, and one named in {@link #lastTask()} that gets all their files. */
    abstract Submission scatter();

    abstract String lastTask();

    /** One task, which says "no luck" on standard error and exits with 7. */
    abstract Submission failing();

    abstract Submission invalid();

    /** Needs a file that is not there. */
    abstract Submission missingInput();

    /** A parameter's value with spaces, quotes and braces; its text is the whole standard output of the one task. */
    abstract Submission argumentWithSpaces(String argument);

    @BeforeEach
    void findEngine() throws Exception {
        EngineCatalog catalog = EngineCatalog.load(new EngineSettings(
                new Folders(
                        enginesHome(), Optional.empty(), temporary.resolve("unpacked"), temporary.resolve("caches")),
                EngineSettings.ownJava(),
                Map.of("SECRET_OF_THE_SERVER", "1"),
                Site.PLAIN));
        for (Engine found : catalog.found()) {
            if (found.choice().name().equals(engineName())) {
                engine = found;
                return;
            }
        }
        String why = catalog.missing().toString();
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        abort(why);
    }

    static Path enginesHome() {
        String given = System.getProperty("westerly.engines.home", System.getenv("WESTERLY_ENGINES_HOME"));
        return given == null ? Path.of(System.getProperty("westerly.root", "."), ".engines") : Path.of(given);
    }

    @Test
    void saysHello() throws Exception {
        Ended ended = run(hello());

        assertThat(ended.outputs()).contains("hello.txt");
        assertThat(ended.tasks()).singleElement().satisfies(task -> {
            assertThat(task.exitCode()).isZero();
            assertThat(task.start()).isNotNull();
            assertThat(task.end()).isNotNull().isAfterOrEqualTo(task.start());
            assertThat(task.command()).isNotEmpty();
        });
        System.out.printf("%s: hello took %d ms%n", engineName(), ended.took().toMillis());
    }

    @Test
    void scattersAndPassesFilesAlong() throws Exception {
        Ended ended = run(scatter());

        assertThat(ended.outputs()).contains("all.txt");
        assertThat(ended.tasks()).hasSize(4).allMatch(task -> Integer.valueOf(0).equals(task.exitCode()));
        assertThat(ended.tasks()).extracting(TaskRecord::id).doesNotHaveDuplicates();
        assertThat(ended.task(lastTask()).start()).isNotNull();
        assertThat(ended.tasks().getLast().name()).isEqualTo(lastTask());
        assertThat(ended.tasks())
                .allSatisfy(task -> assertThat(read(task.stderr())).startsWith("note"));
        assertThat(list(ended)).anySatisfy(file -> assertThat(read(file)).isEqualTo("ONE\nTHREE\nTWO\n"));
    }

    @Test
    void showsTheExitCodeOfAFailingTask() throws Exception {
        Ended ended = run(failing());

        assertThat(ended.tasks()).singleElement().satisfies(task -> {
            assertThat(task.exitCode()).isEqualTo(7);
            assertThat(read(task.stderr())).contains("no luck");
        });
        assertThat(ended.failed().reason()).contains("failed with exit code 7", "no luck");
    }

    @Test
    void tellsWhyADocumentWasRejected() throws Exception {
        Ended ended = run(invalid());

        assertThat(ended.failed().reason()).hasSizeGreaterThan(40).doesNotContain(temporary.toString());
        assertThat(ended.tasks()).isEmpty();
    }

    @Test
    void failsWithoutItsInput() throws Exception {
        Ended ended = run(missingInput());

        assertThat(ended.failed().reason()).contains("absent.txt").doesNotContain(temporary.toString());
    }

    @Test
    void passesValuesOnAsTheyAre() throws Exception {
        String argument = "--help  two  \\\"quotes\\\" {workdir} ";
        Ended ended = run(argumentWithSpaces(argument));

        ended.outputs();
        assertThat(ended.tasks())
                .singleElement()
                .satisfies(task -> assertThat(read(task.stdout())).isEqualTo(argument.replace("\\", "") + "\n"));
    }

    @Test
    void seesNothingOfTheServersEnvironment() throws Exception {
        Ended ended = run(hello());

        assertThat(ended.plan().environment()).doesNotContainKey("SECRET_OF_THE_SERVER");
        assertThat(ended.plan().environment().get("HOME"))
                .startsWith(ended.folder().root().toString());
    }

    @Test
    void aWorkflowWithADashIsNoOption() throws Exception {
        Submission plain = hello();
        String name = "-v" + plain.workflow();
        Ended ended = run(
                new Submission(name, plain.params(), Map.of(name, plain.files().get(plain.workflow()))));

        assertThat(ended.outputs()).contains("hello.txt");
    }

    Ended run(Submission submission) throws Exception {
        return run(prepare(submission));
    }

    Ended run(Prepared prepared) throws Exception {
        RunFolder folder = prepared.folder();
        long begun = System.nanoTime();
        int code = waitFor(launch(prepared));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        RunEvent event = engine.conclude(folder, new JobStatus.Exited(code, Instant.now()));
        return new Ended(folder, prepared.plan(), event, engine.progress(folder).tasks(), took);
    }

    /** Stages and plans. */
    Prepared prepare(Submission submission) throws Exception {
        RunFolder folder = new RunFolder(Files.createTempDirectory(temporary.toRealPath(), "run with spaces "));
        folder.create();
        for (Map.Entry<String, String> file : submission.files().entrySet()) {
            Path path = folder.work().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        RunRequest request = new RunRequest(
                submission.workflow(),
                workflowType(),
                "1",
                null,
                null,
                submission.params(),
                Map.of(),
                Map.of(),
                List.copyOf(submission.files().keySet()));
        return new Prepared(
                folder,
                engine.plan(new Launch(
                        accepted(Instant.now()), request, folder, submission.workflow(), submission.params())));
    }

    /** The same with another argument list. */
    static Prepared with(Prepared prepared, UnaryOperator<List<String>> change) {
        Plan plan = prepared.plan();
        List<String> argv = new ArrayList<>(plan.argv());
        return new Prepared(prepared.folder(), new Plan(change.apply(argv), plan.environment(), plan.notes()));
    }

    private Run accepted(Instant now) {
        return Run.accepted(RunId.mint(now), Owner.ANONYMOUS, engine.choice(), Map.of(), List.of(), now);
    }

    Process launch(Prepared prepared) throws IOException {
        RunFolder folder = prepared.folder();
        Plan plan = prepared.plan();
        ProcessBuilder builder = new ProcessBuilder(plan.argv())
                .directory(folder.work().toFile())
                .redirectOutput(folder.stdout().toFile())
                .redirectError(folder.stderr().toFile());
        builder.environment().clear();
        builder.environment().putAll(plan.environment());
        return builder.start();
    }

    private static int waitFor(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<Path> list(Ended ended) throws IOException {
        try (var files = Files.walk(engine.outputRoot(ended.folder()))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static String read(@Nullable Path file) {
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
