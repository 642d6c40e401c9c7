package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.job.JobSpec;

/** Starts the supervisor of a job and waits until it has decided the slot. */
final class StartSupervisor {

    private static final String STARTED = "started";

    /** What the supervisor says first when it could not enter the cgroup. */
    private static final String OUTSIDE = "outside\n";

    private static final String SCRIPT = script();

    /** What a shell hands on: it drops a variable of any other name without a word. */
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What shells add of their own accord. */
    private static final List<String> SHELLS_OWN = List.of("PWD", "OLDPWD", "SHLVL", "_");

    private final Tools tools;
    private final Duration patience;

    /** @param patience how long a start may take before it is given up; only a hanging disk takes that long */
    StartSupervisor(Tools tools, Duration patience) {
        this.tools = tools;
        this.patience = patience;
    }

    /**
     * The supervisor, and what it said: {@code complaint} is empty when it has started the job.
     *
     * @param inside has it entered the cgroup? Nobody knows when there was none, or when it did not start the job
     */
    record Launch(Process supervisor, String complaint, boolean inside) {}

    /**
     * @param group what it starts in, if there is one
     * @throws JobNotStartedException when there is not even a supervisor
     */
    Launch start(JobSpec spec, Optional<Cgroup> group) throws JobNotStartedException, InterruptedException {
        check(spec);
        ProcessBuilder builder = new ProcessBuilder(command(spec, group))
                .directory(spec.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        builder.environment().put(JobProcesses.MARKER, spec.label());
        try {
            Process supervisor = builder.start();
            String said = listen(supervisor);
            boolean outside = said.startsWith(OUTSIDE);
            return new Launch(supervisor, complaint(outside ? said.substring(OUTSIDE.length()) : said), !outside);
        } catch (IOException e) {
            throw new JobNotStartedException(
                    "the job could not be started: " + reason(String.valueOf(e.getMessage())), e);
        }
    }

    private static void check(JobSpec spec) throws JobNotStartedException {
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            if (!VARIABLE.matcher(variable.getKey()).matches()) {
                throw new JobNotStartedException("the environment variable '" + variable.getKey()
                        + "' cannot be passed on; a name is of letters, digits and '_'");
            }
        }
        Stream<String> texts = Stream.concat(spec.argv().stream(), spec.environment().values().stream());
        if (texts.anyMatch(text -> text.indexOf('\0') >= 0)) {
            throw new JobNotStartedException("an argument or environment variable holds a NUL character");
        }
        if (spec.argv().getFirst().startsWith("-")) {
            throw new JobNotStartedException(
                    "the program '" + spec.argv().getFirst() + "' begins with '-'; give its path");
        }
    }

    private List<String> command(JobSpec spec, Optional<Cgroup> group) {
        List<String> command = new ArrayList<>(tools.inNewSession());
        command.addAll(List.of(
                tools.sh().toString(),
                "-c",
                SCRIPT,
                "westerly-supervisor",
                spec.slot().toString(),
                spec.label(),
                toUnset(spec.environment()),
                tools.sh().toString(),
                tools.ln().toString(),
                tools.sleep().toString(),
                tools.sync().toString(),
                spec.stdout().toString(),
                spec.stderr().toString(),
                group.map(entered -> entered.gate().toString()).orElse("")));
        command.addAll(spec.argv());
        return command;
    }

    /** What a shell in between would add to this environment, and has to take away again. */
    static String toUnset(Map<String, String> environment) {
        return SHELLS_OWN.stream()
                .filter(name -> !environment.containsKey(name))
                .collect(Collectors.joining(" "));
    }

    /** Would a shell in between hand all of it on? */
    static boolean handsOn(Map<String, String> environment) {
        return environment.keySet().stream().allMatch(VARIABLE.asMatchPredicate());
    }

    /** Waits for the supervisor to say that it has started, or to end; returns what it has said. */
    private String listen(Process supervisor) throws InterruptedException {
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread.ofVirtual().name("supervisor-" + supervisor.pid()).start(() -> {
            try (InputStream pipe = supervisor.getInputStream()) {
                said.complete(read(pipe));
            } catch (IOException | UncheckedIOException e) {
                said.complete(String.valueOf(e.getMessage()));
            }
        });
        try {
            return said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return "the disk does not answer";
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String complaint(String said) {
        return said.endsWith(STARTED + "\n") ? "" : reason(said);
    }

    private static String read(InputStream pipe) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[1024];
        // The supervisor closes the pipe before it starts the program; nothing of the program comes this way.
        for (int count = pipe.read(bytes); count >= 0 && text.length() < 10_000; count = pipe.read(bytes)) {
            text.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** The last word of a system message, without the server's paths before it. */
    static String reason(String message) {
        String last =
                message.strip().substring(message.strip().lastIndexOf(": ") + 1).strip();
        if (last.contains("No space left") || last.contains("I/O error")) {
            return "the disk is full (" + last + ")";
        }
        if (last.contains("File exists")) {
            return "the launch was called off";
        }
        return last.isEmpty() ? "no reason is known" : last;
    }

    private static String script() {
        try (InputStream text = StartSupervisor.class.getResourceAsStream("supervisor.sh")) {
            if (text == null) {
                throw new IllegalStateException("supervisor.sh is not in the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
