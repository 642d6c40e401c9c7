package org.westerly.server.results;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.WalkFiles.End;
import org.westerly.server.run.Run;

/** Finds the files of a run, kind by kind, in the run's folder as it is now. */
public final class CollectFiles {

    private final UsedEngines engines;
    private final RunFolders folders;

    public CollectFiles(UsedEngines engines, RunFolders folders) {
        this.engines = engines;
        this.folders = folders;
    }

    /** Is shown each file. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * One file.
         *
         * @param real free of links, inside the run's folder
         * @return false when that is enough
         */
        boolean file(ResultFile file, Path real) throws IOException;
    }

    /** Where the run's files are. */
    public Traces traces(Run run) throws IOException {
        RunFolder folder = folders.of(run.id());
        Optional<Engine> engine = engines.of(run.engine());
        return engine.isPresent() ? engine.get().traces(folder) : Traces.of(folder, folder.outputs());
    }

    /** Every file of one kind, always in the same order. */
    public End visit(Run run, FileKind kind, Visitor visitor) throws IOException {
        RunFolder folder = folders.of(run.id());
        return switch (kind) {
            case OUTPUT, REPORT -> outputs(folder, traces(run), kind, visitor);
            case LOG -> logs(run, folder, visitor);
            case INTERMEDIATE -> working(folder, traces(run), visitor);
        };
    }

    private static End outputs(RunFolder folder, Traces traces, FileKind kind, Visitor visitor) throws IOException {
        return WalkFiles.below(
                folder,
                traces.outputs(),
                (named, real, attributes) -> !traces.made().test(named)
                        || ReportNames.match(named.getFileName().toString()) != (kind == FileKind.REPORT)
                        || visitor.file(file(kind, traces.outputs().relativize(named), attributes), real));
    }

    /** Folders may lie in one another, and the outputs in any of them: each file is shown once. */
    private static End working(RunFolder folder, Traces traces, Visitor visitor) throws IOException {
        for (Path top : traces.working()) {
            boolean within = traces.working().stream().anyMatch(other -> !other.equals(top) && top.startsWith(other));
            if (within) {
                continue;
            }
            End end = WalkFiles.below(
                    folder,
                    top,
                    (named, real, attributes) -> named.startsWith(traces.outputs())
                            || !traces.made().test(named)
                            || visitor.file(
                                    file(FileKind.INTERMEDIATE, folder.root().relativize(named), attributes), real));
            if (end != End.ALL) {
                return end;
            }
        }
        return End.ALL;
    }

    private End logs(Run run, RunFolder folder, Visitor visitor) throws IOException {
        Map<String, @Nullable Path> logs = new LinkedHashMap<>();
        logs.put("stdout", folder.stdout());
        logs.put("stderr", folder.stderr());
        Optional<Engine> engine = engines.of(run.engine());
        if (engine.isPresent()) {
            for (TaskRecord task : engine.get().progress(folder).tasks()) {
                String address = "tasks/"
                        + URLEncoder.encode(task.id(), StandardCharsets.UTF_8).replace("+", "%20");
                logs.put(address + "/stdout", task.stdout());
                logs.put(address + "/stderr", task.stderr());
            }
        }
        for (Map.Entry<String, @Nullable Path> log : logs.entrySet()) {
            if (!log(folder, log.getKey(), log.getValue(), visitor)) {
                return End.ENOUGH;
            }
        }
        return End.ALL;
    }

    private static boolean log(RunFolder folder, String place, @Nullable Path file, Visitor visitor)
            throws IOException {
        Optional<Path> real = file == null ? Optional.empty() : Containment.file(folder, file);
        return real.isEmpty()
                || visitor.file(
                        file(
                                FileKind.LOG,
                                place,
                                Files.readAttributes(real.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)),
                        real.get());
    }

    private static ResultFile file(FileKind kind, Path relative, BasicFileAttributes attributes) {
        return file(kind, EncodedPath.of(relative), attributes);
    }

    private static ResultFile file(FileKind kind, String place, BasicFileAttributes attributes) {
        // To the millisecond, as it is kept.
        return new ResultFile(
                kind,
                place,
                attributes.size(),
                java.time.Instant.ofEpochMilli(attributes.lastModifiedTime().toMillis()),
                null);
    }
}
