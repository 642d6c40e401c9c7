package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.service.ShellEngine;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.memory.MemoryRunStore;

/** Runs that have left files, and the acts that look at them. */
final class Left {

    static final Set<FileKind> ALL = EnumSet.allOf(FileKind.class);

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    final MemoryRunStore store = new MemoryRunStore();
    final RunFolders folders;
    final UsedEngines engines = new UsedEngines(new Engines(List.of(new ShellEngine(List.of())), Map.of()));
    final CollectFiles collect;
    final ReadFiles read;
    private final RunMoves moves = new RunMoves(store, CLOCK);

    Left(Path data) throws IOException {
        this.folders = new RunFolders(data);
        this.collect = new CollectFiles(engines, folders);
        this.read = new ReadFiles(collect, folders);
    }

    /** A run at work. */
    RunId run() throws IOException {
        RunId id = RunId.mint(CLOCK.instant());
        Run run = Run.accepted(
                id, new Owner("alice"), new EngineChoice("shell", "1.0"), Map.of(), List.of(), CLOCK.instant());
        store.insert(run, new RunRequest("a.sh", "SH", "1.0", null, null, null, Map.of(), Map.of(), List.of()), null);
        RunFolder folder = folders.make(id, java.util.Optional.empty());
        moves.require(id, new RunEvent.Claimed(1));
        moves.require(id, new RunEvent.Started(new JobRef("none", folder.slot(1), "1"), List.of("sh"), List.of()));
        return id;
    }

    void finish(RunId id) {
        moves.require(id, new RunEvent.Succeeded(0, "{}", List.of()));
    }

    Path output(RunId id, String name, String text) throws IOException {
        return file(folders.of(id).outputs().resolve(name), text);
    }

    static Path file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void list(RunId id) throws IOException {
        FileList.make(get(id), folders.of(id), collect);
    }

    Run get(RunId id) {
        return store.get(id).orElseThrow();
    }

    /** All pages of {@code limit} files. */
    List<ResultFile> pages(RunId id, Set<FileKind> kinds, int limit) throws IOException {
        List<ResultFile> all = new ArrayList<>();
        @Nullable Place from = null;
        do {
            FilePage page = read.page(get(id), kinds, from, limit);
            all.addAll(page.files());
            Place next = page.next();
            from = next == null ? null : Place.of(next.packed(), next.offset());
        } while (from != null);
        return all;
    }

    List<String> places(RunId id) throws IOException {
        return pages(id, ALL, 2).stream()
                .map(file -> file.kind().word() + " " + file.place())
                .toList();
    }
}
