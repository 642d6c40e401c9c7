package org.westerly.chaos.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.westerly.chaos.world.Processes;

/** No process, lock, temporary file or half upload is left; and no stranger's process was touched. */
final class NothingLeft implements Check {

    private static final String PROMISE = "nothing is left behind";

    /** What may be in the data folder of servers that have stopped, as docs/operations.md lists it. */
    private static final Pattern KEPT = Pattern.compile(
            "lock|westerly\\.db(-wal|-shm|-lock|-reserve)?|(servers|shims|listings)/.*|runs/../[^/]+/.*");

    private static final Set<String> OF_A_RUN = Set.of(
            "work",
            "inputs",
            "fetched.jsonl",
            "outputs",
            "stdout",
            "stderr",
            "lines",
            "tasks",
            "listing",
            "engine",
            "tmp",
            "hooks",
            "expired");

    /** Not in the folder of a job: there the supervisor makes files first, so that a full disk cannot keep it from saying how it ended. */
    private static final Pattern TEMPORARY =
            Pattern.compile("(?!runs/../[^/]+/job-).*\\.(new|tmp|part|removing|copying)");

    @Override
    public List<Finding> look(Evidence evidence) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Processes.Living living : evidence.world().engines()) {
            findings.add(new Finding(PROMISE, "the process " + living));
        }
        for (long stranger : evidence.world().bystandersKilled()) {
            findings.add(new Finding("strangers' processes are left alone", "process " + stranger + " was killed"));
        }
        Path data = evidence.world().data();
        Map<String, StoredRun> stored = evidence.byId();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                look(data.relativize(file), stored, findings);
            }
        }
        return findings;
    }

    private static void look(Path file, Map<String, StoredRun> stored, List<Finding> findings) {
        if (!KEPT.matcher(file.toString()).matches()
                || TEMPORARY.matcher(file.toString()).matches()) {
            findings.add(new Finding(PROMISE, "the file " + file));
        } else if (file.startsWith("runs")) {
            StoredRun run = stored.get(file.getName(2).toString());
            String part = file.getName(3).toString();
            if (run == null || run.purged()) {
                findings.add(
                        new Finding(PROMISE, file + ", of a run that is " + (run == null ? "not stored" : "purged")));
            } else if (!OF_A_RUN.contains(part) && !part.matches("job-\\d+")) {
                findings.add(new Finding(PROMISE, "the file " + file));
            }
        }
    }
}
