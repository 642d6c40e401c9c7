package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.westerly.server.executor.Commands;
import org.westerly.server.job.Command;
import org.westerly.server.job.CommandEnd;

/** Runs a program in a session of its own, marked like a job, without input, and with only the end of its output kept. */
public final class RunCommand implements Commands {

    private static final int KEPT = 64 << 10;

    /** Everything of it is dead by then; only what got away from every search can still hold the pipe. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final CommandEnd TAKEN_BEFORE = new CommandEnd.NotStarted("another server has begun it");

    /** Names one start of a program in the environment of all of it. */
    private static final String MARKER = "WESTERLY_COMMAND";

    private static final String OUTSIDE = "outside";
    private static final String TAKEN = "taken";

    /**
     * $1 cgroup.procs, or nothing; $2 names to unset; $3 the gate, or nothing. What it says on its error channel before that
     * becomes the program's is for the server. A gate that cannot be made for another reason (a full disk) stops nothing. With
     * a gate it stays, to leave the code; else it becomes the program.
     */
    private static final String ENTER = """
            [ -z "$1" ] || printf '%s\\n' "$$" 2>/dev/null >"$1" || echo outside >&2
            [ -z "$3" ] || (set -C; : >"$3") 2>/dev/null || [ ! -e "$3" ] || { echo taken >&2; exit 1; }
            exec 2>&1
            westerly_gate=$3
            unset $2
            shift 3
            [ -n "$westerly_gate" ] || exec "$@"
            "$@"
            westerly_code=$?
            printf '%s\\n' "$westerly_code" 2>/dev/null >"$westerly_gate.ended"
            exit "$westerly_code"
            """;

    private final Tools tools;
    private final ProcessTable table;
    private final Cgroups cgroups;
    private final EndJob endJob;

    public RunCommand() {
        this(Cgroups.none());
    }

    public RunCommand(Cgroups cgroups) {
        this.tools = Tools.ofServer();
        this.table = new ProcessTable(ProcessTable.PROC);
        this.cgroups = cgroups;
        this.endJob = new EndJob(table);
    }

    @Override
    public CommandEnd run(Command command) throws InterruptedException {
        Optional<String> fault = unstartable(command);
        if (fault.isPresent()) {
            return new CommandEnd.NotStarted(fault.get());
        }
        if (command.gate().filter(Files::exists).isPresent()) {
            // Before anything is ended: it may be at work.
            return TAKEN_BEFORE;
        }
        try {
            // A server that was killed could not end what it was waiting for.
            endAll(command.label());
            return run(command, start(command));
        } catch (IOException e) {
            return new CommandEnd.NotStarted(StartSupervisor.reason(String.valueOf(e.getMessage())));
        }
    }

    /**
     * What was started.
     *
     * @param mark of this start and no other: a server that was stopped for long ends what it started itself, and not what
     *     another has under the same label by now
     * @param taken another went through the gate before
     */
    private record Started(Process process, Optional<Cgroup> group, String mark, boolean taken) {}

    private CommandEnd run(Command command, Started started) throws IOException, InterruptedException {
        Process process = started.process();
        Identity identity = identity(process.pid(), command.label());
        List<Cgroup> groups = started.group().stream().toList();
        JobProcesses processes = new JobProcesses(table, identity, groups, started.mark());
        if (started.taken()) {
            end(processes);
            return TAKEN_BEFORE;
        }
        Tail output = Tail.of(process.getInputStream(), KEPT);
        boolean inTime;
        try {
            inTime = process.waitFor(command.limit().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Interrupted or late it is killed, and what it left behind when it ended in time.
            end(processes);
        }
        String text = output.text(LAST_WORDS);
        return inTime ? new CommandEnd.Exited(process.exitValue(), text) : new CommandEnd.TimedOut(text);
    }

    private void endAll(String label) throws IOException, InterruptedException {
        end(new JobProcesses(table, identity(0, label), cgroups.find(groupName(label))));
    }

    private void end(JobProcesses processes) throws IOException, InterruptedException {
        if (endJob.kill(processes)) {
            processes.groups().forEach(cgroups::remove);
        }
    }

    private static String groupName(String label) {
        return Cgroups.name(label, "hook");
    }

    private Started start(Command command) throws IOException {
        // A shell would lose variables of other names; such a program is found by its session and mark.
        boolean throughShell = StartSupervisor.handsOn(command.environment());
        Optional<Cgroup> group = throughShell ? cgroups.make(groupName(command.label())) : Optional.empty();
        String mark = UUID.randomUUID().toString();
        boolean entering = group.isPresent() || (throughShell && command.gate().isPresent());
        try {
            Process process = start(command, entering ? entering(group, command) : List.of(), mark);
            String said = entering ? said(process) : "";
            if (group.isPresent()) {
                cgroups.entered(!said.contains(OUTSIDE));
            }
            return new Started(process, group, MARKER + "=" + mark, said.contains(TAKEN));
        } catch (IOException e) {
            group.ifPresent(cgroups::remove);
            throw e;
        }
    }

    private static String said(Process process) {
        try (InputStream said = process.getErrorStream()) {
            return new String(said.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unknown) {
            return OUTSIDE;
        }
    }

    /** What enters a cgroup and goes through a gate; whose session, environment and files are the program's. */
    private List<String> entering(Optional<Cgroup> group, Command command) {
        return List.of(
                tools.sh().toString(),
                "-c",
                ENTER,
                "westerly-enter",
                group.map(entered -> entered.gate().toString()).orElse(""),
                StartSupervisor.toUnset(command.environment()),
                command.gate().map(Path::toString).orElse(""));
    }

    private Process start(Command command, List<String> enter, String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(enter, tools.inNewSession(), List.of("--"), command.argv())
                                .flatMap(List::stream)
                                .toList())
                .directory(command.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(enter.isEmpty());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.environment().put(JobProcesses.MARKER, command.label());
        builder.environment().put(MARKER, mark);
        return builder.start();
    }

    /** The start is 0, older than all, when the process is not there any more: then its label alone is searched for. */
    private Identity identity(long pid, String label) throws IOException {
        long start = table.find(pid).map(ProcessTable.Entry::start).orElse(0L);
        return new Identity(pid, start, table.bootId(), label);
    }

    /** Asked before, because the exit code of a program that could not be executed may be any program's own. */
    private static Optional<String> unstartable(Command command) {
        String program = command.argv().getFirst();
        List<Path> places = program.contains("/")
                ? List.of(command.folder().resolve(program))
                : Stream.of(command.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, program))
                        .toList();
        List<Path> files = places.stream().filter(Files::isRegularFile).toList();
        if (!Files.isDirectory(command.folder())) {
            return Optional.of("its working directory is not there");
        }
        if (files.isEmpty()) {
            return Optional.of("the program '" + Path.of(program).getFileName() + "' was not found");
        }
        return files.stream().anyMatch(Files::isExecutable)
                ? Optional.empty()
                : Optional.of("the program '" + Path.of(program).getFileName() + "' is not executable");
    }
}
