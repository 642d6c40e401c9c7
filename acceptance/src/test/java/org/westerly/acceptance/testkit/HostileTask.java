package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * What a task can do not to be ended: children that are deaf to TERM, stopped, or without environment, and a daemon,
 * forked twice and in a session of its own. Each writes its number into a file of its name.
 *
 * @param folder of its own; its path is one word for a shell
 * @param family the names of all
 */
public record HostileTask(Path folder, List<String> family) {

    /** Nothing but a cgroup leads to this one: a daemon that is without environment, deaf and stopped as well. */
    private static final String RUNAWAY = "runaway";

    private static final String SCRIPT = """
            PATH=/usr/bin:/bin
            me=${1-task}
            cd "${0%/*}"
            case $me in
            task)
                sh "$0" child &
                sh "$0" deaf &
                sh "$0" stopped &
                env -i /bin/sh "$0" bare &
                (setsid sh "$0" daemon &)
                [ ! -e with-runaway ] || (env -i /usr/bin/setsid /bin/sh "$0" runaway &)
                ;;
            deaf | bare | daemon | runaway) trap '' TERM INT HUP QUIT ;;
            esac
            echo $$ >"$me.new"
            mv "$me.new" "$me"
            case $me in
            task) wait ;;
            child) exec sleep 987 ;;
            stopped | runaway) kill -s STOP $$ ;;
            esac
            while :; do sleep 988; done
            """;

    /** Writes the script; the runaway belongs to it where the server of the test has cgroups. */
    public static HostileTask in(Path folder, boolean withRunaway) {
        List<String> family = new ArrayList<>(List.of("task", "child", "deaf", "stopped", "bare", "daemon"));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("run.sh"), SCRIPT);
            if (withRunaway) {
                family.add(RUNAWAY);
                Files.createFile(folder.resolve("with-" + RUNAWAY));
            }
            return new HostileTask(folder, List.copyOf(family));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The task's command line, with nothing in it that any language would have to quote. */
    public String command() {
        return "sh " + folder.resolve("run.sh");
    }

    /** Waits until all are there; their numbers by their names. */
    public Map<String, Long> pids() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> family.stream().map(folder::resolve).allMatch(Files::exists));
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String name : family) {
            try {
                pids.put(
                        name,
                        Long.valueOf(Files.readString(folder.resolve(name)).strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pids;
    }
}
