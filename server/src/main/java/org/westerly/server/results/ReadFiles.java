package org.westerly.server.results;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.WalkFiles.End;
import org.westerly.server.run.Run;

/** Tells which files a run has left, or has so far: from its list where there is one, else from its folder. */
public final class ReadFiles {

    private final CollectFiles collect;
    private final RunFolders folders;

    public ReadFiles(CollectFiles collect, RunFolders folders) {
        this.collect = collect;
        this.folders = folders;
    }

    /**
     * One page. From a list it costs the same wherever it begins; from a folder it costs what is before it.
     *
     * @param from null for the first page
     */
    public FilePage page(Run run, Set<FileKind> kinds, @Nullable Place from, int limit) throws IOException {
        Place start = from == null ? Place.START : from;
        RunFolder folder = folders.of(run.id());
        if (run.removal().clearedAt() != null) {
            // A list that was made meanwhile may name some yet, and links from where they were to outputs are none.
            return page(folder, run, without(kinds, FileKind.INTERMEDIATE), start, limit);
        }
        return page(folder, run, kinds, start, limit);
    }

    private static Set<FileKind> without(Set<FileKind> kinds, FileKind none) {
        Set<FileKind> others = EnumSet.noneOf(FileKind.class);
        kinds.stream().filter(kind -> kind != none).forEach(others::add);
        return others;
    }

    private FilePage page(RunFolder folder, Run run, Set<FileKind> kinds, Place start, int limit) throws IOException {
        // Before the end it can be nothing but what a task has put there.
        Optional<FileList> list = run.state().terminal() ? FileList.of(folder) : Optional.empty();
        return list.isPresent() ? listed(list.get(), kinds, start, limit) : found(run, kinds, start, limit);
    }

    private static FilePage listed(FileList list, Set<FileKind> kinds, Place start, int limit) throws IOException {
        List<ResultFile> files = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            Place from = start.within(kind);
            if (from == null || !kinds.contains(kind)) {
                continue;
            }
            List<ResultFile> ofKind = new ArrayList<>();
            List<Place> next = new ArrayList<>(1);
            int room = limit - files.size();
            boolean all = list.visit(kind, from, (file, place) -> {
                if (ofKind.size() == room) {
                    next.add(place);
                    return false;
                }
                ofKind.add(file);
                return true;
            });
            files.addAll(kind.summed() ? summed(list, kind, from.index(), ofKind) : ofKind);
            if (!all) {
                return new FilePage(files, next.getFirst(), list.cut());
            }
        }
        return new FilePage(files, null, list.cut());
    }

    private static List<ResultFile> summed(FileList list, FileKind kind, long first, List<ResultFile> files)
            throws IOException {
        List<@Nullable String> digests = Checksums.read(list.checksums(kind), first, files.size());
        List<ResultFile> summed = new ArrayList<>(files.size());
        for (int n = 0; n < files.size(); n++) {
            ResultFile file = files.get(n);
            summed.add(new ResultFile(kind, file.place(), file.size(), file.modified(), digests.get(n)));
        }
        return summed;
    }

    private FilePage found(Run run, Set<FileKind> kinds, Place start, int limit) throws IOException {
        List<ResultFile> files = new ArrayList<>();
        boolean cut = false;
        for (FileKind kind : FileKind.values()) {
            Place from = start.within(kind);
            if (from == null || !kinds.contains(kind)) {
                continue;
            }
            long[] index = {0};
            End end = collect.visit(run, kind, (file, _) -> {
                if (index[0] >= from.index()) {
                    if (files.size() == limit) {
                        return false;
                    }
                    files.add(file);
                }
                index[0]++;
                return true;
            });
            if (end == End.ENOUGH) {
                return new FilePage(files, new Place(kind, index[0], -1), cut);
            }
            cut |= end == End.TOO_MANY;
        }
        return new FilePage(files, null, cut);
    }
}
