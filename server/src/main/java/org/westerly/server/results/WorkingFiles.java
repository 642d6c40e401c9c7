package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.westerly.server.engine.Traces;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.WalkFiles.End;
import org.westerly.server.run.Run;

/**
 * The working files of a run that has ended, and nothing else: what its outputs, reports and logs are, or lead to, stays
 * wherever it lies, and so does what the run was given, and what lies outside of its folder, as caches do that runs share.
 */
public final class WorkingFiles {

    private static final List<FileKind> STAY = List.of(FileKind.OUTPUT, FileKind.REPORT, FileKind.LOG);

    private final UsedEngines engines;
    private final CollectFiles collect;
    private final RunFolders folders;

    public WorkingFiles(UsedEngines engines, RunFolders folders) {
        this.engines = engines;
        this.collect = new CollectFiles(engines, folders);
        this.folders = folders;
    }

    /**
     * How much something is.
     *
     * @param bytes that become free; those of a file that has another name besides do not
     */
    public record Amount(long files, long bytes) {

        public static final Amount NOTHING = new Amount(0, 0);

        public Amount plus(Amount other) {
            return new Amount(files + other.files, bytes + other.bytes);
        }
    }

    /** What {@link #clear} would remove. */
    public Amount measure(Run run) throws IOException {
        Optional<RunFolder> folder = folder(run);
        if (folder.isEmpty()) {
            return Amount.NOTHING;
        }
        MeasureFiles measure = new MeasureFiles();
        for (ClearFolder clearing : clearings(run, folder.get(), () -> false)) {
            clearing.visit((file, attributes) -> measure.add(file, attributes));
        }
        return measure.amount();
    }

    /**
     * Removes them, and then the folders that are empty and the links that lead nowhere. The list forgets them first, lest
     * it name one that is gone. May be broken off anywhere, and done again.
     *
     * @param stop asked before each file
     * @throws IOException when some of them could not be removed
     * @throws InterruptedException when it was broken off
     */
    public void clear(Run run, BooleanSupplier stop) throws IOException, InterruptedException {
        Optional<RunFolder> folder = folder(run);
        if (folder.isEmpty()) {
            return;
        }
        List<ClearFolder> clearings = clearings(run, folder.get(), stop);
        Optional<FileList> list = FileList.of(folder.get());
        if (list.isPresent()) {
            list.get().leaveOut(FileKind.INTERMEDIATE);
        }
        for (ClearFolder clearing : clearings) {
            clearing.clear();
        }
    }

    /** Empty where nothing can have been made: a run whose engine was never started has only what it was given. */
    private Optional<RunFolder> folder(Run run) throws IOException {
        if (!run.state().terminal()) {
            throw new IllegalArgumentException("run " + run.id() + " has not ended");
        }
        if (run.startTime() == null) {
            return Optional.empty();
        }
        if (engines.of(run.engine()).isEmpty()) {
            throw new IOException("without its engine, " + run.engine().name() + ", nobody can tell which files of run "
                    + run.id() + " are working files");
        }
        return folders.find(run.id());
    }

    private List<ClearFolder> clearings(Run run, RunFolder folder, BooleanSupplier stop) throws IOException {
        Traces traces = collect.traces(run);
        Set<Path> staying = staying(run, traces);
        return traces.working().stream()
                .filter(top -> isWhatItSays(folder, top))
                .filter(top ->
                        traces.working().stream().noneMatch(other -> !other.equals(top) && top.startsWith(other)))
                .map(top -> new ClearFolder(
                        top, traces.outputs(), file -> traces.made().test(file) && !staying.contains(file), stop))
                .toList();
    }

    /** Outputs can be links to working files, and the logs of tasks lie among these. */
    private Set<Path> staying(Run run, Traces traces) throws IOException {
        Set<Path> staying = new HashSet<>();
        for (FileKind kind : STAY) {
            End end = collect.visit(run, kind, (_, real) -> {
                // Others need not be remembered: there may be a million of them.
                if (!real.startsWith(traces.outputs())) {
                    staying.add(real);
                }
                return true;
            });
            if (end != End.ALL) {
                throw new IOException("run " + run.id() + " has left more files than can be told apart, so none of its"
                        + " working files is removed");
            }
        }
        return staying;
    }

    /** A folder in the run's own, which no task has replaced by a link: what lies behind one is none of ours. */
    private static boolean isWhatItSays(RunFolder folder, Path top) {
        try {
            return top.startsWith(folder.root())
                    && !top.equals(folder.root())
                    && Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)
                    && top.toRealPath()
                            .equals(folder.root()
                                    .toRealPath()
                                    .resolve(folder.root().relativize(top)));
        } catch (IOException gone) {
            return false;
        }
    }
}
