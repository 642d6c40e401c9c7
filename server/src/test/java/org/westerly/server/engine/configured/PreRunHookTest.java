package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.Plan;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.files.RunFolder;
import org.westerly.server.job.JobRef;
import org.westerly.server.job.JobSpec;
import org.westerly.server.job.JobStatus;
import org.westerly.server.job.StopOrder;
import org.westerly.server.job.StopSignal;
import org.westerly.server.run.RunEvent;

/**
 * As real jobs, with each shell that a machine's {@code sh} may be.
 *
 * <p>Long because every clause of the hook is held with each of the shells, and the shells are what the class is run with.
 */
@ParameterizedClass
@ValueSource(strings = {"dash", "bash", "busybox"})
class PreRunHookTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final RunEvent ENGINES_OWN = new RunEvent.Succeeded(0, "{}", List.of("the engine's"));

    private final LocalExecutor executor = new LocalExecutor(List.of());
    private final PreRunHook preRun;
    private final RunFolder folder;
    private final String label;
    private Optional<JobRef> job = Optional.empty();

    PreRunHookTest(String shell, @TempDir Path temporary) throws IOException {
        Path real = Stream.of("/bin", "/usr/bin")
                .map(place -> Path.of(place, shell))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(shell));
        Path tools = Files.createDirectory(temporary.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("sh"), real);
        preRun = new PreRunHook(List.of(tools, Path.of("/usr/bin"), Path.of("/bin")));
        folder = new RunFolder(temporary.toRealPath().resolve("a run's folder"));
        folder.create();
        label = "label-" + temporary.getFileName();
    }

    private static Path missing(String shell) {
        String why = shell + " is not installed; './westerly engines install --system' installs it";
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        return abort(why);
    }

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        if (job.isPresent()) {
            executor.cancel(job.get(), StopOrder.term(Duration.ZERO));
        }
    }

    private HookCall hook(Duration limit, String... argv) {
        return new HookCall(
                "preRunHook", List.of(argv), Map.of("PATH", "/usr/bin:/bin", "RUN_ID", "42"), folder.work(), limit);
    }

    private HookCall script(String script) {
        return hook(LONG, "sh", "-c", script);
    }

    private static Plan engine(String... argv) {
        return new Plan(List.of(argv), Map.of("PATH", "/usr/bin:/bin", "ENGINE_KEY", "secret"), List.of("note"));
    }

    private static Plan shellEngine(String script) {
        return engine("sh", "-c", script);
    }

    private JobRef start(Optional<HookCall> hook, Plan engine, String slot) throws Exception {
        Plan plan = preRun.before(engine, hook, folder);
        assertThat(plan.command()).isEqualTo(engine.command());
        assertThat(plan.notes()).isEqualTo(engine.notes());
        JobRef started = executor.submit(new JobSpec(
                folder.root().resolve(slot),
                label,
                plan.argv(),
                plan.environment(),
                folder.work(),
                folder.stdout(),
                folder.stderr()));
        job = Optional.of(started);
        return started;
    }

    private int end(JobRef started) {
        JobStatus status = await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> executor.poll(Set.of(started)).get(started), seen -> !(seen instanceof JobStatus.Running));
        assertThat(status).isInstanceOf(JobStatus.Exited.class);
        return ((JobStatus.Exited) status).code();
    }

    private RunEvent run(HookCall hook, Plan engine) throws Exception {
        int code = end(start(Optional.of(hook), engine, "job-1"));
        return PreRunOutcome.conclude(folder, code, () -> ENGINES_OWN);
    }

    private RunEvent.Faulted faulted(HookCall hook) throws Exception {
        RunEvent event = run(hook, shellEngine("echo ran >ran"));
        assertThat(folder.work().resolve("ran")).doesNotExist();
        assertThat(event).isInstanceOf(RunEvent.Faulted.class);
        assertThat(((RunEvent.Faulted) event).exitCode()).isNull();
        return (RunEvent.Faulted) event;
    }

    private long number(String file) {
        Path path = folder.work().resolve(file);
        String text = await().pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(path) ? Files.readString(path) : "", it -> it.endsWith("\n"));
        return Long.parseLong(text.strip());
    }

    private static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theHookFirstAndThenTheEngineWhoseEndCounts() throws Exception {
        JobRef started = start(
                Optional.of(script("echo prepared | tee ready; echo odd >&2")),
                shellEngine("cat ready; echo err >&2; cat; exit 9"),
                "job-1");
        assertThat(end(started)).isEqualTo(9);
        assertThat(folder.stdout()).hasContent("prepared\n");
        assertThat(folder.stderr()).hasContent("err\n");
        assertThat(PreRunOutcome.conclude(folder, 9, () -> ENGINES_OWN))
                .isEqualTo(new RunEvent.Succeeded(
                        0, "{}", List.of("the engine's", "preRunHook: prepared", "preRunHook: odd")));
    }

    @Test
    void theEngineIsNoneTheWiser() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                "/usr/bin:/bin",
                "EMPTY",
                "",
                "LINES",
                "one\ntwo",
                "QUOTES",
                "'\"$HOME`id`\\ ",
                "lower",
                " ä ☃ "));
        String odd = "'\"$HOME`id`\\ *\n";
        Plan plan = new Plan(
                List.of(
                        "sh",
                        "-c",
                        "/usr/bin/env -0; printf '%s\\0' \"$@\"; grep SigIgn /proc/self/status; ls -l /proc/self/fd"
                                + " | wc -l; umask; ulimit -f",
                        "zero",
                        odd,
                        "",
                        "--"),
                environment,
                List.of());
        int _ = end(start(Optional.empty(), plan, "job-1"));
        String without = Files.readString(folder.stdout());
        Files.delete(folder.stdout());
        int _ = end(start(Optional.of(script("umask 077; ulimit -f 1; exit 0")), plan, "job-2"));
        assertThat(seen(Files.readString(folder.stdout()))).isEqualTo(seen(without));
        assertThat(without).contains("WESTERLY_JOB=").contains(odd);
    }

    /** Where sh is bash it puts these there as it becomes the program, whatever one does. */
    private static List<String> seen(String output) {
        return Stream.of(output.split("\0", -1))
                .filter(part -> !part.startsWith("SHLVL=") && !part.startsWith("_="))
                .sorted()
                .toList();
    }

    @Test
    void theHookSeesItsOwnEnvironmentOnly() throws Exception {
        String odd = "it's \"$HOME\" `id` \\ ä\nline";
        HookCall hook = new HookCall(
                "preRunHook", List.of("/usr/bin/env", "-0"), Map.of("RUN_ID", "42", "ODD", odd), folder.work(), LONG);
        assertThat(run(hook, engine("true"))).isInstanceOf(RunEvent.Succeeded.class);
        assertThat(Stream.of(Files.readString(PreRunOutcome.log(folder)).split("\0", 0))
                        .filter(part -> !part.startsWith("_=") && !part.startsWith("SHLVL="))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of("RUN_ID=42", "ODD=" + odd, "WESTERLY_JOB=" + label));
    }

    @Test
    void theHookHasNoInputAndItsOwnFolder() throws Exception {
        HookCall hook = new HookCall(
                "preRunHook",
                List.of("sh", "-c", "cat; pwd -P; printf '%s|' \"$@\"", "zero", "a b", "", "'"),
                Map.of("PATH", "/usr/bin:/bin"),
                folder.outputs(),
                LONG);
        assertThat(run(hook, engine("true")))
                .isEqualTo(new RunEvent.Succeeded(
                        0, "{}", List.of("the engine's", "preRunHook: " + folder.outputs(), "preRunHook: a b||'|")));
    }

    @Test
    void nobodyElseCanReadWhatItIsGiven() throws Exception {
        Plan plan = preRun.before(engine("true"), Optional.of(script("echo token")), folder);
        assertThat(plan.argv()).noneMatch(word -> word.contains("token") || word.contains("RUN_ID="));
    }

    @Test
    void aHookThatFailsKeepsTheEngineFromStarting() throws Exception {
        RunEvent.Faulted event = faulted(script("echo looking; echo no licence left >&2; exit 7"));
        assertThat(event.reason())
                .isEqualTo("the engine was not started: preRunHook failed with exit code 7: no licence left");
        assertThat(event.notes()).containsExactly("preRunHook: looking", "preRunHook: no licence left");
    }

    @Test
    void aHookThatIsNotThereIsToldApart() throws Exception {
        assertThat(faulted(hook(LONG, "/nonexistent/hook")))
                .isEqualTo(new RunEvent.Faulted(
                        null, "the engine was not started: preRunHook was not found (exit code 127)", List.of()));
    }

    @Test
    void aHookThatIsNoProgramIsToldApart() throws Exception {
        Path plain = Files.writeString(folder.work().resolve("plain"), "text");
        RunEvent.Faulted event = faulted(hook(LONG, plain.toString()));
        assertThat(event.reason()).endsWith("preRunHook could not be executed (exit code 126)");
        assertThat(event.notes()).isEmpty();
    }

    @Test
    void anEngineThatIsNotThereIsToldAsWithoutAHook() throws Exception {
        RunEvent event = run(script("exit 0"), engine("/nonexistent/engine", "x"));
        assertThat(event)
                .isInstanceOfSatisfying(
                        RunEvent.Faulted.class,
                        fault -> assertThat(fault.reason())
                                .startsWith("the engine could not be started: the program 'engine' was not found"));
    }

    @Test
    void anEngineThatIsNoProgramToo() throws Exception {
        Path plain = Files.writeString(folder.work().resolve("plain"), "text");
        assertThat(run(script("exit 0"), engine(plain.toString())))
                .isInstanceOfSatisfying(
                        RunEvent.Faulted.class,
                        fault -> assertThat(fault.reason()).contains("could not be executed"));
    }

    @Test
    void anEngineThatExitsWith127ByItselfHasBeenStarted() throws Exception {
        assertThat(run(script("exit 0"), shellEngine("exit 127"))).isEqualTo(ENGINES_OWN);
    }

    @Test
    void overItsTimeTheHookIsKilledWithAllThatItStarted() throws Exception {
        HookCall hook = hook(
                Duration.ofMillis(2_900),
                "sh",
                "-c",
                "trap '' TERM INT ALRM; echo waiting; echo $$ >pid;"
                        + " sh -c 'echo $$ >child; while :; do sleep 88; done' &"
                        + " while :; do sleep 89; done");
        RunEvent.Faulted event = faulted(hook);
        assertThat(event.reason())
                .isEqualTo("the engine was not started: preRunHook took longer than 3 s and was killed");
        assertThat(event.notes()).startsWith("preRunHook: waiting");
        executor.sweep(job.orElseThrow());
        assertThat(alive(number("pid"))).isFalse();
        assertThat(alive(number("child"))).isFalse();
    }

    @Test
    void whatAHookLeavesRunningDelaysNothingAndEndsWithTheJob() throws Exception {
        // It keeps the pipe, and goes on writing: it must neither hold up the engine nor die of it.
        JobRef started = start(
                Optional.of(script("(echo $$ >/dev/null; exec sh -c 'echo $$ >left; while :; do echo still;"
                        + " sleep 0.05; done') & while [ ! -s left ]; do sleep 0.01; done; echo ready")),
                shellEngine("echo $$ >engine; while [ ! -e go ]; do sleep 0.01; done; exec ps -o pid= --ppid $$"),
                "job-1");
        number("engine");
        long left = number("left");
        assertThat(alive(left)).isTrue();
        Files.createFile(folder.work().resolve("go"));
        assertThat(end(started)).isIn(0, 1);
        assertThat(folder.stdout()).as("children that the engine never started").hasContent("");
        executor.sweep(started);
        assertThat(alive(left)).isFalse();
        assertThat(PreRunOutcome.conclude(folder, 0, () -> ENGINES_OWN).toString())
                .contains("preRunHook: ready");
    }

    @Test
    void muchOutputFillsNoDisk() throws Exception {
        RunEvent.Faulted event =
                faulted(script("head -c 20000000 /dev/zero | tr '\\0' 'x'; echo; echo the last word; exit 3"));
        assertThat(event.reason()).endsWith("failed with exit code 3: the last word");
        assertThat(Files.size(PreRunOutcome.log(folder))).isLessThanOrEqualTo(2 << 20);
        assertThat(folder.engine().resolve("pre-run.log.end")).hasSize(65536);
    }

    @Test
    void itLeavesNoPipes() throws Exception {
        assertThat(run(script("echo hi"), engine("true"))).isInstanceOf(RunEvent.Succeeded.class);
        try (var files = Files.list(folder.engine())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pre-run", "pre-run.log");
        }
    }

    @Test
    void aFullDiskTakesItsWordsAndNotItsEffect() throws Exception {
        Plan plan = preRun.before(shellEngine("exit 5"), Optional.of(script("echo words; echo done >done")), folder);
        Files.createSymbolicLink(PreRunOutcome.log(folder), Path.of("/dev/full"));
        JobRef started = executor.submit(new JobSpec(
                folder.slot(1),
                "label-full",
                plan.argv(),
                plan.environment(),
                folder.work(),
                folder.stdout(),
                folder.stderr()));
        assertThat(end(started)).isEqualTo(5);
        assertThat(folder.work().resolve("done")).exists();
        assertThat(PreRunOutcome.conclude(folder, 5, () -> ENGINES_OWN)).isEqualTo(ENGINES_OWN);
    }

    @Test
    void aCancelMeanwhileEndsTheHookAndStartsNoEngine() throws Exception {
        JobRef started = start(
                Optional.of(script("trap '' INT TERM; echo $$ >pid; while :; do sleep 90; done")),
                shellEngine("echo ran >ran"),
                "job-1");
        long pid = number("pid");
        StopOrder order = new StopOrder(List.of(StopSignal.INT, StopSignal.TERM), Duration.ofMillis(100));
        assertThat(executor.cancel(started, order)).isNotInstanceOf(JobStatus.Running.class);
        assertThat(alive(pid)).isFalse();
        assertThat(folder.work().resolve("ran")).doesNotExist();
    }

    @Test
    void killedFromOutsideItIsTheHookThatIsToBlame() throws Exception {
        RunEvent.Faulted event = faulted(script("kill -s KILL $PPID; sleep 91"));
        assertThat(event.reason())
                .isEqualTo("the engine was not started: preRunHook was ended by SIGKILL, perhaps for lack of memory");
    }

    @Test
    void withoutAHookNothingOfAnEarlierLaunchCounts() throws Exception {
        var _ = preRun.before(engine("true"), Optional.of(script("exit 1")), folder);
        assertThat(PreRunOutcome.file(folder)).exists();
        Plan plain = engine("true");
        assertThat(preRun.before(plain, Optional.empty(), folder)).isSameAs(plain);
        assertThat(PreRunOutcome.conclude(folder, 1, () -> ENGINES_OWN)).isSameAs(ENGINES_OWN);
    }

    @Test
    void whatNoShellCanPassOnIsRefused() {
        for (HookCall hook : List.of(
                new HookCall("h", List.of("true"), Map.of("A.B", "1"), folder.work(), LONG),
                new HookCall("h", List.of("-true"), Map.of(), folder.work(), LONG),
                new HookCall("h", List.of("true", "a\0b"), Map.of(), folder.work(), LONG))) {
            assertThatThrownBy(() -> preRun.before(engine("true"), Optional.of(hook), folder))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
