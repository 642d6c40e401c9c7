package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/**
 * Lists what runs have left, soon after they have ended, and then computes the checksums: a thread for each, that a long
 * sum keeps no list waiting. Both follow the journal, so that a run that ended while nobody was here is not missed.
 */
public final class KeepLists implements AutoCloseable {

    /** Should a wake be lost, the journal is looked at this often. */
    private static final Duration SAFETY_NET = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final RunStore store;
    private final RunFolders folders;
    private final CollectFiles collect;
    private final BiConsumer<String, Throwable> mishaps;
    private final Journey lists;
    private final Journey sums;
    private final Pace pace;
    private final Semaphore ended = new Semaphore(0);
    private final Semaphore listed = new Semaphore(0);
    private final Thread lister;
    private final Thread summer;
    private volatile BooleanSupplier allowed = () -> true;
    private volatile boolean closing;

    /**
     * Does nothing before {@link #start}.
     *
     * @param marks folder in which is kept how far it has come; made if it is missing
     * @param mishaps told what was being done when something went wrong
     */
    public KeepLists(
            RunStore store, UsedEngines engines, RunFolders folders, Path marks, BiConsumer<String, Throwable> mishaps)
            throws IOException {
        this.store = store;
        this.folders = folders;
        this.collect = new CollectFiles(engines, folders);
        this.mishaps = mishaps;
        Files.createDirectories(marks);
        this.lists = new Journey(store, marks.resolve("listed"));
        this.sums = new Journey(store, marks.resolve("summed"));
        this.pace = new Pace(() -> store.activeCount() > 0);
        this.lister = Thread.ofPlatform().daemon().name("list files").unstarted(this::list);
        this.summer = Thread.ofPlatform().daemon().name("sum files").unstarted(this::sum);
    }

    /** While this does not hold, another server does all this. */
    public void onlyWhile(BooleanSupplier holds) {
        this.allowed = holds;
    }

    public void start() {
        lister.start();
        summer.start();
    }

    /** Something happened to some run. Returns at once. */
    public void wake() {
        ended.release();
    }

    private void list() {
        repeat(ended, lists, "listing files", () -> {
            lists.go(
                    Long.MAX_VALUE,
                    run -> each(run, "listing the files of run ", (known, folder) -> {
                        FileList.make(known, folder, collect);
                        listed.release();
                    }));
            listed.release();
        });
    }

    private void sum() {
        SumFiles files = new SumFiles(collect, pace);
        repeat(
                listed,
                sums,
                "computing checksums",
                () -> sums.go(lists.position(), run -> each(run, "computing the checksums of run ", files::sum)));
    }

    private interface Round {
        void make() throws IOException, InterruptedException;
    }

    private interface Act {
        void on(Run run, RunFolder folder) throws IOException, InterruptedException;
    }

    private void repeat(Semaphore wakes, Journey journey, String what, Round round) {
        try {
            while (!closing) {
                try {
                    if (allowed.getAsBoolean()) {
                        round.make();
                    } else {
                        journey.leave();
                    }
                } catch (IOException | RuntimeException fault) {
                    mishaps.accept(what, fault); // The store, or the mark: the next round tries again.
                }
                var _ = wakes.tryAcquire(SAFETY_NET.toNanos(), TimeUnit.NANOSECONDS);
                wakes.drainPermits();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one run's folder does not give must not keep all others waiting: its files are found in the folder then. */
    private void each(RunId id, String what, Act act) throws InterruptedException {
        Optional<Run> run = store.get(id)
                .filter(known -> known.state().terminal())
                .filter(known -> !known.removal().stage().tombstone());
        if (closing) {
            throw new InterruptedException("stopping");
        }
        if (run.isEmpty() || !Files.isDirectory(folders.of(id).root())) {
            return;
        }
        try {
            act.on(run.get(), folders.of(id));
        } catch (IOException | RuntimeException fault) {
            mishaps.accept(what + id, fault);
        }
    }

    /** What was not finished, the next start goes on with. */
    @Override
    public void close() {
        closing = true;
        pace.stop();
        wake();
        listed.release();
        try {
            var _ = lister.join(CLOSING);
            var _ = summer.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
