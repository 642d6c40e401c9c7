package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.Durable;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;

/**
 * Forces outputs, reports and logs of a run to the disk, before its end is told: once that is stored, no power cut may take
 * back what it says. Engines do not do so themselves. Working files are left to the kernel.
 */
public final class ForceResults {

    private final CollectFiles collect;
    private final RunFolders folders;

    public ForceResults(UsedEngines engines, RunFolders folders) {
        this.collect = new CollectFiles(engines, folders);
        this.folders = folders;
    }

    /**
     * Returns once it is there.
     *
     * @throws IOException when the disk does not take what was written, which it may say only now
     */
    public void force(Run run) throws IOException {
        RunFolder folder = folders.of(run.id());
        if (!Files.isDirectory(folder.root())) {
            return;
        }
        Path root = folder.root().toRealPath();
        Set<Path> holders = new TreeSet<>(List.of(root));
        for (FileKind kind : List.of(FileKind.OUTPUT, FileKind.REPORT, FileKind.LOG)) {
            var _ = collect.visit(run, kind, (_, real) -> {
                force(real, root, holders);
                return true;
            });
        }
        for (Path own : List.of(folder.lines(), folder.tasks(), folder.events())) {
            forceBelow(own, root, holders);
        }
        for (Path holder : holders) {
            Durable.sync(holder);
        }
    }

    /** Of the server's own: what is not there is not missed. */
    private static void forceBelow(Path top, Path root, Set<Path> holders) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                force(file.toRealPath(), root, holders);
            }
        }
    }

    private static void force(Path real, Path root, Set<Path> holders) throws IOException {
        try {
            Durable.sync(real);
        } catch (NoSuchFileException | AccessDeniedException notOurs) {
            return; // As for everybody who asks for it.
        }
        for (Path holder = real.getParent(); holder != null && holder.startsWith(root); holder = holder.getParent()) {
            holders.add(holder);
        }
    }
}
