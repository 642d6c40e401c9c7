package org.westerly.server.engine.configured;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.engine.HookCall;
import org.westerly.server.engine.Plan;
import org.westerly.server.files.RunFolder;

/**
 * Puts a hook before the engine, into the job itself: so that the job is one thing to start, to find again and to stop,
 * with the hook as with the engine.
 */
final class PreRunHook {

    private static final String SCRIPT = script();

    /** Carries the hook to the script; gone before the hook and the engine are started. */
    private static final String VARIABLE = "WESTERLY_PRE_RUN";

    /** What a shell can hand on. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What shells add of their own accord. */
    private static final List<String> SHELLS_OWN = List.of("PWD", "OLDPWD", "SHLVL", "_");

    private final List<Path> folders;

    /** @param folders where the system's programs are: the {@code PATH} of an engine may lead elsewhere */
    PreRunHook(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    static PreRunHook ofServer() {
        return new PreRunHook(List.of(Path.of("/usr/bin"), Path.of("/bin")));
    }

    /**
     * The plan with the hook in it, or as it was where there is none.
     *
     * @throws IllegalArgumentException when the hook holds what no shell can pass on
     */
    Plan before(Plan plan, Optional<HookCall> hook, RunFolder folder) throws IOException {
        PreRunOutcome.clear(folder);
        // A program that looks like an option is refused by whoever starts it, and told by its name.
        if (hook.isEmpty() || plan.argv().getFirst().startsWith("-")) {
            return plan;
        }
        PreRunOutcome.expect(hook.get(), plan.argv().getFirst(), folder);
        Map<String, String> environment = new HashMap<>(plan.environment());
        environment.put(VARIABLE, text(hook.get(), plan.environment()));
        return new Plan(
                argv(plan, hook.get(), folder),
                plan.command(),
                environment,
                plan.files(),
                plan.folders(),
                plan.notes());
    }

    private List<String> argv(Plan plan, HookCall hook, RunFolder folder) {
        List<String> argv = new ArrayList<>(List.of(
                tool("sh"),
                "-c",
                SCRIPT,
                PreRunOutcome.SHELL,
                PreRunOutcome.file(folder).toString(),
                PreRunOutcome.log(folder).toString(),
                Long.toString(PreRunOutcome.seconds(hook))));
        Stream.of("sh", "timeout", "cat", "tail", "mkfifo", "rm")
                .map(this::tool)
                .forEach(argv::add);
        argv.add(without(SHELLS_OWN.stream(), plan.environment()));
        argv.addAll(plan.argv());
        return argv;
    }

    private String tool(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                // Named all the same, so that the failure says what is missing.
                .orElse(Path.of("/usr/bin", name))
                .toString();
    }

    /** What a shell has to read to become the hook, with its environment instead of the engine's. */
    private static String text(HookCall hook, Map<String, String> engine) {
        StringBuilder text = new StringBuilder();
        hook.environment().forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        hook.name() + ": the environment variable '" + name + "' cannot be passed on");
            }
            text.append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append('\n');
        });
        if (hook.argv().getFirst().startsWith("-")) {
            throw new IllegalArgumentException(
                    hook.name() + ": the program '" + hook.argv().getFirst() + "' begins with '-'; give its path");
        }
        Stream<String> foreign = Stream.concat(engine.keySet().stream(), SHELLS_OWN.stream());
        text.append("cd ").append(quoted(hook.folder().toString())).append(" || exit 126\n");
        text.append("unset ").append(without(foreign, hook.environment())).append("\nexec");
        hook.argv().forEach(word -> text.append(' ').append(quoted(word)));
        if (text.indexOf("\0") >= 0) {
            throw new IllegalArgumentException(hook.name() + " holds a NUL character");
        }
        return text.toString();
    }

    private static String without(Stream<String> names, Map<String, String> kept) {
        return names.filter(name -> !kept.containsKey(name)).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String script() {
        try (InputStream text = PreRunHook.class.getResourceAsStream("pre-run.sh")) {
            if (text == null) {
                throw new IllegalStateException("pre-run.sh is not in the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
