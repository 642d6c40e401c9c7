package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /** What it says on its error channel before that becomes the program's is for the server. */
    private static final String ENTER = "printf '%s\\n' \"$$\" 2>/dev/null >\"$1\" || echo outside >&2;"
            + " exec 2>&1; unset $2; shift 2; exec \"$@\"";

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
        try {
            // A server that was killed could not end what it was waiting for.
            end(identity(0, command.label()));
            return run(command, start(command));
        } catch (IOException e) {
            return new CommandEnd.NotStarted(StartSupervisor.reason(String.valueOf(e.getMessage())));
        }
    }

    private CommandEnd run(Command command, Process process) throws IOException, InterruptedException {
        Identity identity = identity(process.pid(), command.label());
        Tail output = Tail.of(process.getInputStream(), KEPT);
        boolean inTime;
        try {
            inTime = process.waitFor(command.limit().toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Interrupted or late it is killed, and what it left behind when it ended in time.
            end(identity);
        }
        String text = output.text(LAST_WORDS);
        return inTime ? new CommandEnd.Exited(process.exitValue(), text) : new CommandEnd.TimedOut(text);
    }

    private void end(Identity identity) throws IOException, InterruptedException {
        List<Cgroup> groups = cgroups.find(groupName(identity.label()));
        if (endJob.kill(new JobProcesses(table, identity, groups))) {
            groups.forEach(cgroups::remove);
        }
    }

    private static String groupName(String label) {
        return Cgroups.name(label, "hook");
    }

    private Process start(Command command) throws IOException {
        // A shell would lose variables of other names; such a program is found by its session and mark.
        Optional<Cgroup> group = StartSupervisor.handsOn(command.environment())
                ? cgroups.make(groupName(command.label()))
                : Optional.empty();
        try {
            Process process = start(command, group);
            if (group.isPresent()) {
                cgroups.entered(inside(process));
            }
            return process;
        } catch (IOException e) {
            group.ifPresent(cgroups::remove);
            throw e;
        }
    }

    private static boolean inside(Process process) {
        try (InputStream said = process.getErrorStream()) {
            return said.read() < 0;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** What enters a cgroup and then becomes the program, whose number, environment and files are the same. */
    private List<String> entering(Cgroup group, Command command) {
        return List.of(
                tools.sh().toString(),
                "-c",
                ENTER,
                "westerly-enter",
                group.gate().toString(),
                StartSupervisor.toUnset(command.environment()));
    }

    private Process start(Command command, Optional<Cgroup> group) throws IOException {
        List<String> enter = group.map(entered -> entering(entered, command)).orElse(List.of());
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(enter, tools.inNewSession(), List.of("--"), command.argv())
                                .flatMap(List::stream)
                                .toList())
                .directory(command.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(group.isEmpty());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.environment().put(JobProcesses.MARKER, command.label());
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
