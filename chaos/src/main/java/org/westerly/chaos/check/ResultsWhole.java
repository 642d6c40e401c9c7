package org.westerly.chaos.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.chaos.client.Testimony.Wanted;
import org.westerly.chaos.client.User;

/** What a COMPLETE run has said and made is all there: its attachment came through whole, and so did its lines. */
final class ResultsWhole implements Check {

    private static final String PROMISE = "what a COMPLETE run has made is there and whole";

    @Override
    public List<Finding> look(Evidence evidence) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, StoredRun> stored = evidence.byId();
        Map<String, Path> folders = folders(evidence.world().data().resolve("runs"));
        for (Map.Entry<String, Wanted> one : evidence.wantedById().entrySet()) {
            StoredRun run = stored.get(one.getKey());
            if (run != null && run.state().equals("COMPLETE") && !run.purged()) {
                Wanted wanted = one.getValue();
                Path folder = folders.getOrDefault(run.id(), Path.of("no-folder-of-it"));
                String said = evidence.world().engine().output(wanted.work(), wanted.token());
                if (!is(folder.resolve("stdout"), said.getBytes(StandardCharsets.US_ASCII))) {
                    findings.add(new Finding(PROMISE, run.id() + " (" + wanted + "): stdout is not what it said"));
                }
                if (!is(folder.resolve("work/out.txt"), User.content(wanted))) {
                    findings.add(
                            new Finding(PROMISE, run.id() + " (" + wanted + "): out.txt is not what was attached"));
                }
            }
        }
        return findings;
    }

    /** By id, two levels below, as docs/operations.md says. */
    private static Map<String, Path> folders(Path runs) throws IOException {
        try (Stream<Path> below = Files.find(runs, 2, (_, _) -> true)) {
            return below.filter(path -> runs.relativize(path).getNameCount() == 2)
                    .collect(Collectors.toMap(path -> path.getFileName().toString(), Function.identity()));
        }
    }

    private static boolean is(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content);
    }
}
