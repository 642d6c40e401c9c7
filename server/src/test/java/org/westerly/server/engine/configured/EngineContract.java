package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.files.fetch.WebSite;
import org.westerly.server.job.JobStatus;
import org.westerly.server.run.RunEvent;

/** What every engine must do, with the real program. Missing: an abort with the reason; in CI (CI=true) a failure. */
abstract class EngineContract {

    @TempDir
    Path temporary;

    private final LocalExecutor executor = new LocalExecutor(List.of());
    private final List<Running> started = new ArrayList<>();
    private EngineRunner runner;

    abstract String engineName();

    /** Null for the newest that is there. */
    @Nullable
    String engineVersion() {
        return null;
    }

    /** What the operator wants. */
    Site site() {
        return Site.PLAIN;
    }

    /** The engine's first one, unless it has several that matter. */
    String workflowType() {
        return runner.engine().workflowTypes().keySet().iterator().next();
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

    /** FIRST, which ends at once, and WAIT, which says "started" on standard error and then sleeps for ever. */
    abstract Submission waiting();

    /** HELLO with a parameter "nobody" that the workflow does not know. */
    abstract Submission undeclaredParameter();

    /** Does the engine's language leave open which parameters there are? */
    abstract boolean takesUndeclaredParameters();

    /** One task, whose output is a copy of the file at that URL. */
    abstract Submission fetching(String url);

    @BeforeEach
    void findEngine() throws Exception {
        runner = runner(site());
    }

    private EngineRunner runner(Site site) throws Exception {
        Engine engine = EngineRunner.find(engineName(), engineVersion(), site, temporary);
        return new EngineRunner(engine, executor, temporary);
    }

    /** From now on inputs may come from this machine, too. */
    void allowPrivateTargets() throws Exception {
        Site site = site();
        Map<String, String> allowed = Map.of("WESTERLY_FETCH_PRIVATE", "1");
        runner = runner(new Site(site.path(), site.containers(), site.containersOf(), allowed));
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        for (Running running : started) {
            running.cancel();
        }
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
        assertThat(ended.files(runner.engine()))
                .anySatisfy(file -> assertThat(read(file)).isEqualTo("ONE\nTHREE\nTWO\n"));
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
    void passesNamesAndValuesOnAsTheyAre() throws Exception {
        String argument = "--help  two  \\\"quotes\\\" {workdir} ";
        Submission plain = argumentWithSpaces(argument);
        String name = "-v" + plain.workflow();
        String document = Objects.requireNonNull(plain.files().get(plain.workflow()));
        Ended ended = run(new Submission(name, plain.params(), Map.of(name, document)));

        ended.outputs();
        assertThat(ended.tasks())
                .singleElement()
                .satisfies(task -> assertThat(read(task.stdout())).isEqualTo(argument.replace("\\", "") + "\n"));
    }

    @Test
    void seesNothingOfTheServersEnvironment() throws Exception {
        Prepared prepared = prepare(hello());

        assertThat(prepared.plan().environment()).doesNotContainKey("SECRET_OF_THE_SERVER");
        assertThat(prepared.plan().environment().get("HOME"))
                .startsWith(prepared.folder().root().toString());
    }

    @Test
    void showsTasksWhileTheyWorkAndEndsAllWhenCancelled() throws Exception {
        Running running = start(prepare(waiting()));

        List<List<TaskRecord>> seen = running.watch(tasks -> tasks.size() == 2
                && tasks.getFirst().end() != null
                && soFar(tasks.getLast().stderr()).contains("started"));
        List<ProcessHandle> alive = running.alive();
        JobStatus status = running.cancel();
        List<ProcessHandle> left = running.alive();
        Ended ended = running.ended(status);

        List<TaskRecord> last = seen.getLast();
        assertThat(last)
                .extracting(task -> task.name().toLowerCase(Locale.ROOT))
                .containsExactly("first", "wait");
        assertThat(last).extracting(TaskRecord::start).doesNotContainNull().isSorted();
        assertThat(last.getLast().end()).isNull();
        assertThat(last.getLast().exitCode()).isNull();
        for (List<TaskRecord> before : seen) {
            assertThat(ids(last).subList(0, before.size())).isEqualTo(ids(before));
        }
        assertThat(alive).hasSizeGreaterThan(2);
        assertThat(left).isEmpty();
        assertThat(ended.event()).as(ended::logs).isNotInstanceOf(RunEvent.Succeeded.class);
        assertThat(ids(ended.tasks())).isEqualTo(ids(last));
        assertThat(ended.tasks().getFirst()).isEqualTo(last.getFirst());
    }

    private static List<String> ids(List<TaskRecord> tasks) {
        return tasks.stream().map(TaskRecord::id).toList();
    }

    @Test
    void whenTheEngineIsKilledTheWorkflowIsNotToBlame() throws Exception {
        Running running = start(prepare(waiting()));
        running.watch(tasks -> tasks.size() == 2);

        running.engineProcess().destroyForcibly();
        Ended ended = running.end();

        assertThat(ended.faulted().reason()).contains(engineName());
        assertThat(ended.tasks()).hasSize(2);
        assertThat(running.alive()).isEmpty();
    }

    @Test
    void leavesOutEngineParametersThatItDoesNotKnow() throws Exception {
        Submission plain = hello();
        Prepared prepared =
                prepare(new Submission(plain.workflow(), null, plain.files(), Map.of("--nobody-knows", "these words")));

        assertThat(prepared.verdict().faults()).isEmpty();
        assertThat(prepared.verdict().notes())
                .anySatisfy(note -> assertThat(note).contains("--nobody-knows"));
        assertThat(prepared.plan().argv()).noneMatch(word -> word.contains("nobody") || word.contains("these words"));
    }

    @Test
    void isAsStrictWithParametersAsItsLanguage() throws Exception {
        Ended ended = run(undeclaredParameter());

        if (takesUndeclaredParameters()) {
            assertThat(ended.outputs()).contains("hello.txt");
        } else {
            assertThat(ended.failed().reason()).contains("nobody");
            assertThat(ended.tasks()).isEmpty();
        }
    }

    @Test
    void fetchesInputs() throws Exception {
        allowPrivateTargets();
        try (WebSite web = new WebSite().text("/one%20two.txt", "from far away\n")) {
            Ended ended = run(fetching(web.base() + "/one%20two.txt"));

            ended.outputs();
            assertThat(ended.files(runner.engine()))
                    .filteredOn(file -> file.endsWith("copy.txt"))
                    .anySatisfy(file -> assertThat(file).hasContent("from far away\n"));
            fetched(ended, web.base() + "/one%20two.txt");
        }
    }

    /** What is known afterwards of the 14 bytes that were fetched. */
    void fetched(Ended ended, String url) {
        assertThat(ended.progress().fetched()).singleElement().satisfies(fetched -> {
            assertThat(fetched.url()).isEqualTo(url);
            assertThat(fetched.size()).isEqualTo(14);
            assertThat(fetched.sha256()).isEqualTo("8513d6e82f372a7f8e1a4c6d7804e9a3807ab7ffb4d18196de275d3323206324");
        });
    }

    @Test
    void goesOnWhenNothingMoreCanBeRecorded() throws Exception {
        Prepared prepared = prepare(hello());
        Files.createSymbolicLink(prepared.folder().events(), Path.of("/dev/full"));

        Ended ended = runner.run(prepared);

        assertThat(ended.outputs()).contains("hello.txt");
        assertThat(ended.tasks()).isEmpty();
        assertThat(ended.logs()).containsOnlyOnce("task events are lost");
    }

    Ended run(Submission submission) throws Exception {
        return run(prepare(submission));
    }

    Ended run(Prepared prepared) throws Exception {
        return start(prepared).end();
    }

    Prepared prepare(Submission submission) throws Exception {
        return runner.prepare(workflowType(), submission);
    }

    Running start(Prepared prepared) throws Exception {
        Running running = runner.start(prepared);
        started.add(running);
        return running;
    }

    static String read(@Nullable Path file) {
        return Ended.read(file);
    }

    /** A task that has just been started need not have its files yet. */
    private static String soFar(@Nullable Path file) {
        return file == null || Files.notExists(file) ? "" : read(file);
    }
}
