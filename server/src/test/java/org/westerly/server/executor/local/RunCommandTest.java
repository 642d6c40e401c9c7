package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;

class RunCommandTest {

    static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder = Path.of("");

    private final RunCommand runCommand = create();

    RunCommand create() {
        return new RunCommand();
    }

    Command command(Duration limit, String... argv) {
        return new Command(
                "label-" + folder.getFileName(), List.of(argv), Map.of("PATH", "/usr/bin:/bin"), folder, limit);
    }

    CommandEnd run(Duration limit, String script) throws InterruptedException {
        return runCommand.run(command(limit, "sh", "-c", script));
    }

    long number(String file) throws IOException {
        Path path = folder.resolve(file);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(path) && Files.readString(path).endsWith("\n"));
        return Long.parseLong(Files.readString(path).strip());
    }

    static boolean alive(long pid) throws IOException {
        return new ProcessTable(ProcessTable.PROC)
                .find(pid)
                .filter(entry -> !entry.dead())
                .isPresent();
    }

    @Test
    void itsEndAndItsOutputAreTheAnswer() throws Exception {
        assertThat(run(LONG, "echo out; echo err >&2; exit 3")).isEqualTo(new CommandEnd.Exited(3, "out\nerr\n"));
        assertThat(run(LONG, "kill -s KILL $$")).isEqualTo(new CommandEnd.Exited(137, ""));
    }

    @Test
    void itsEnvironmentIsTheOneGivenAndTheMark() throws Exception {
        CommandEnd end = runCommand.run(
                new Command("the-label", List.of("/usr/bin/env"), Map.of("A", "1", "B", "two\nlines"), folder, LONG));
        assertThat(end.output().lines().filter(line -> !line.startsWith("WESTERLY_COMMAND=")))
                .containsExactlyInAnyOrder("A=1", "B=two", "lines", JobProcesses.MARKER + "=the-label");
    }

    @Test
    void itHasNoInputASessionOfItsOwnAndItsFolder() throws Exception {
        CommandEnd end = run(LONG, "cat; pwd -P; echo $$; cut -d' ' -f6 /proc/self/stat");
        List<String> lines = end.output().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo(folder.toRealPath().toString());
        assertThat(lines.get(2)).as("its session").isEqualTo(lines.get(1));
    }

    @Test
    void muchOutputIsReadToTheEndAndItsEndIsKept() throws Exception {
        CommandEnd end = run(LONG, "head -c 20000000 /dev/zero | tr '\\0' 'x'; echo; echo last");
        assertThat(end).isInstanceOfSatisfying(CommandEnd.Exited.class, exited -> {
            assertThat(exited.code()).isZero();
            assertThat(exited.output()).hasSize(64 << 10).startsWith("xxx").endsWith("x\nlast\n");
        });
    }

    @Test
    void overItsTimeAllOfItIsKilled() throws Exception {
        // Deaf to TERM, with a child that is, and with a daemon that has cleared its environment but not its session.
        CommandEnd end = run(
                Duration.ofSeconds(3),
                "trap '' TERM; echo said; echo $$ >pid;"
                        + " sh -c 'echo $$ >child; while :; do sleep 80; done' &"
                        + " (setsid sh -c 'echo $$ >daemon; exec sleep 81' &);"
                        + " (env -i /bin/sh -c 'echo $$ >bare; exec /bin/sleep 82' &);"
                        + " while :; do sleep 83; done");
        assertThat(end).isEqualTo(new CommandEnd.TimedOut("said\n"));
        for (String file : List.of("pid", "child", "daemon", "bare")) {
            assertThat(alive(number(file))).as(file).isFalse();
        }
    }

    @Test
    void whatItLeavesBehindIsEndedAndNotWaitedFor() throws Exception {
        CommandEnd end = run(
                LONG,
                "sleep 84 & echo $! >child; setsid sh -c 'echo $$ >daemon; exec sleep 85' &"
                        + " while [ ! -s daemon ]; do sleep 0.01; done; echo done");
        assertThat(end).isEqualTo(new CommandEnd.Exited(0, "done\n"));
        assertThat(alive(number("child"))).isFalse();
        assertThat(alive(number("daemon"))).isFalse();
    }

    @Test
    void anInterruptKillsIt() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                var _ = run(LONG, "trap '' TERM; echo $$ >pid; while :; do sleep 86; done");
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        long pid = number("pid");
        thread.interrupt();
        thread.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void whatAKilledServerLeftIsEndedFirst() throws Exception {
        ProcessBuilder left = new ProcessBuilder("setsid", "sleep", "87");
        left.environment().put(JobProcesses.MARKER, "label-" + folder.getFileName());
        Process before = left.start();
        try {
            assertThat(run(LONG, "exit 0")).isInstanceOf(CommandEnd.Exited.class);
            assertThat(before.waitFor()).isEqualTo(137);
        } finally {
            before.destroyForcibly();
        }
    }

    @Test
    void aProgramThatIsNotThereOrNoneIsTold() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "text");
        for (Map.Entry<String, String> program : Map.of(
                        "/nonexistent/hook",
                        "'hook' was not found",
                        "no-such-hook",
                        "'no-such-hook' was not found",
                        plain.toString(),
                        "'plain' is not executable",
                        "./plain",
                        "'plain' is not executable")
                .entrySet()) {
            assertThat(runCommand.run(command(LONG, program.getKey())))
                    .isInstanceOfSatisfying(
                            CommandEnd.NotStarted.class,
                            not -> assertThat(not.why())
                                    .contains(program.getValue())
                                    .doesNotContain(folder.toString()));
        }
        assertThat(runCommand.run(new Command("x", List.of("true"), Map.of(), folder.resolve("no"), LONG)))
                .isInstanceOfSatisfying(
                        CommandEnd.NotStarted.class,
                        not -> assertThat(not.why()).contains("working directory"));
        assertThat(runCommand.run(command(LONG, "/bin/echo", "a\0b"))).isInstanceOf(CommandEnd.NotStarted.class);
    }

    private Command gated(Path gate, String script) {
        Command plain = command(LONG, "sh", "-c", script);
        return new Command(
                plain.label(), plain.argv(), plain.environment(), plain.folder(), plain.limit(), Optional.of(gate));
    }

    @Test
    void throughAGateGoesOnlyTheFirstAndLeavesItsCode() throws Exception {
        Path gate = folder.resolve("gate");
        CommandEnd first = runCommand.run(gated(gate, "echo out; echo err >&2; env; exit 7"));
        assertThat(first).isInstanceOfSatisfying(CommandEnd.Exited.class, end -> {
            assertThat(end.code()).isEqualTo(7);
            assertThat(end.output())
                    .startsWith("out\nerr\n")
                    .contains(JobProcesses.MARKER)
                    .doesNotContain("westerly_");
        });
        assertThat(Command.codeOf(gate)).hasContent("7");
        assertThat(runCommand.run(gated(gate, "touch again")))
                .isEqualTo(new CommandEnd.NotStarted("another server has begun it"));
        assertThat(folder.resolve("again")).doesNotExist();
        assertThat(Command.codeOf(gate)).hasContent("7");
    }

    @Test
    void whoeverComesLateToAGateEndsNothingOfTheOther() throws Exception {
        Path gate = folder.resolve("gate");
        CommandEnd[] first = new CommandEnd[1];
        Thread begun = Thread.ofPlatform().start(() -> {
            try {
                first[0] =
                        runCommand.run(gated(gate, "echo $$ >pid; until [ -e go ]; do sleep 0.01; done; echo through"));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        number("pid");
        assertThat(create().run(gated(gate, "true"))).isInstanceOf(CommandEnd.NotStarted.class);
        Files.createFile(folder.resolve("go"));
        begun.join();
        assertThat(first[0]).isEqualTo(new CommandEnd.Exited(0, "through\n"));
    }

    @Test
    void whoeverIsReplacedEndsItsOwnAndNotWhatReplacesIt() throws Exception {
        CommandEnd[] ends = new CommandEnd[1];
        Thread stopped = Thread.ofPlatform().start(() -> {
            try {
                ends[0] = run(LONG, "echo $$ >pid; while :; do sleep 0.01; done");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        number("pid");
        Thread go = Thread.ofPlatform().start(() -> {
            try {
                // Only when the first has ended whatever it ends.
                stopped.join();
                Files.createFile(folder.resolve("go"));
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        CommandEnd second = run(LONG, "until [ -e go ]; do sleep 0.01; done; echo through");
        go.join();
        assertThat(ends[0]).isEqualTo(new CommandEnd.Exited(137, ""));
        assertThat(second).isEqualTo(new CommandEnd.Exited(0, "through\n"));
    }

    @Test
    void aGateThatCannotBeMadeStopsNothing() throws Exception {
        assertThat(runCommand.run(gated(folder.resolve("no/such/folder/gate"), "exit 2")))
                .isEqualTo(new CommandEnd.Exited(2, ""));
    }

    @Test
    void aCommandNeedsWordsAndTime() {
        assertThatThrownBy(() -> command(LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> command(Duration.ZERO, "true")).isInstanceOf(IllegalArgumentException.class);
    }
}
