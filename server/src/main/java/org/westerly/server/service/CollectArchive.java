package org.westerly.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.error.WesException;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.Mask;
import org.westerly.server.results.CollectFiles;
import org.westerly.server.results.FileKind;
import org.westerly.server.results.WalkFiles;
import org.westerly.server.results.WalkFiles.End;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunStore;

/** Gathers the files of a run, or of a folder of it, for one download. What is not listed is not in it either. */
public final class CollectArchive {

    /** Working files can be a hundred times all others: they come when they are asked for. */
    static final Set<FileKind> USUAL = EnumSet.of(FileKind.OUTPUT, FileKind.REPORT, FileKind.LOG);

    private final FindRun runs;
    private final FindLog logs;
    private final CollectFiles files;
    private final RunFolders folders;

    public CollectArchive(RunStore store, Engines engines, RunFolders folders) {
        this.runs = new FindRun(store);
        this.logs = new FindLog(store, engines, folders);
        this.files = new CollectFiles(new UsedEngines(engines), folders);
        this.folders = folders;
    }

    /**
     * All that the run has left, each kind in a folder of its own.
     *
     * @param kinds as they were sent; none for all but working files
     * @throws WesException RUN_NOT_FOUND, or INVALID_REQUEST for a kind that is none
     */
    public Archive ofRun(Caller caller, String id, boolean includeDeleted, List<String> kinds) {
        Run run = runs.find(caller, id, includeDeleted);
        Set<FileKind> wanted = ListFiles.kinds(kinds, USUAL);
        return new Archive(run.id().value(), visitor -> {
            EntryNames names = new EntryNames();
            for (FileKind kind : FileKind.values()) {
                if (wanted.contains(kind)) {
                    Mask mask = mask(run, kind);
                    all(files.visit(run, kind, (file, real) -> {
                        String name = names.of(folder(kind), file.place());
                        visitor.file(name, file(real, name, kind, mask));
                        return true;
                    }));
                }
            }
        });
    }

    static String folder(FileKind kind) {
        return switch (kind) {
            case OUTPUT, REPORT -> "outputs/";
            case LOG -> "logs/";
            case INTERMEDIATE -> "intermediate/";
        };
    }

    private Mask mask(Run run, FileKind kind) {
        return switch (kind) {
            case OUTPUT, REPORT -> Mask.NONE;
            case LOG, INTERMEDIATE -> logs.mask(run);
        };
    }

    private static RunFile file(Path real, String name, FileKind kind, Mask mask) {
        return new RunFile(real, name, kind == FileKind.LOG ? RunFile.Kind.LOG : RunFile.Kind.OUTPUT, mask);
    }

    private static void all(End end) throws IOException {
        if (end != End.ALL) {
            throw new IOException("there are more files than one archive takes");
        }
    }

    /**
     * What lies below a folder.
     *
     * @throws WesException RUN_NOT_FOUND, or FILE_NOT_FOUND also when it is no folder
     */
    public Archive ofFolder(Caller caller, String id, boolean includeDeleted, AskedFile asked) {
        Run run = runs.find(caller, id, includeDeleted);
        RunFolder folder = folders.of(run.id());
        Traces traces = traces(run);
        boolean working = asked.kind() == FileKind.INTERMEDIATE;
        Path base = working ? folder.root() : traces.outputs();
        Path top = EncodedPath.read(asked.path())
                .flatMap(relative -> Containment.named(base, relative))
                .filter(named -> !named.equals(base))
                .filter(named -> !working || traces.working().stream().anyMatch(named::startsWith))
                .filter(named -> folder(folder, named).isPresent())
                .orElseThrow(() -> FindRunFile.absent(run, asked));
        Path above = Objects.requireNonNull(top.getParent());
        Mask mask = mask(run, asked.kind());
        return new Archive(top.getFileName().toString(), visitor -> {
            EntryNames names = new EntryNames();
            all(WalkFiles.below(folder, top, (named, real, _) -> {
                if (traces.made().test(named) && !(working && named.startsWith(traces.outputs()))) {
                    String name = names.of("", EncodedPath.of(above.relativize(named)));
                    visitor.file(name, file(real, name, asked.kind(), mask));
                }
                return true;
            }));
        });
    }

    private static Optional<Path> folder(RunFolder run, Path named) {
        return Containment.folder(run, run.root(), run.root().relativize(named));
    }

    private Traces traces(Run run) {
        try {
            return files.traces(run);
        } catch (IOException fault) {
            throw new UncheckedIOException("what run " + run.id() + " was given cannot be read", fault);
        }
    }
}
