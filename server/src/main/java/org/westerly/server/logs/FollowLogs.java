package org.westerly.server.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.RunId;

/**
 * Numbers the lines of running processes while they are written: one thread for all of them, woken by the file system
 * and, where that says nothing (network file systems, too many watches), by the clock.
 */
public final class FollowLogs implements AutoCloseable {

    private static final Duration SWEEP = Duration.ofMillis(500);

    /** Between two rounds: a process that flushes every line is to cost an entry for some lines, and not for each. */
    private static final Duration BREATH = Duration.ofMillis(2);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final BiConsumer<String, Throwable> mishaps;
    private final Map<RunId, FollowedLog> followed = new ConcurrentHashMap<>();
    private final Map<WatchKey, FollowedLog> watched = new ConcurrentHashMap<>();
    private volatile @Nullable WatchService watcher;
    private volatile @Nullable Thread thread;
    private volatile Consumer<RunId> listener = _ -> {};
    private volatile BooleanSupplier allowed = () -> true;
    private volatile boolean closing;

    /**
     * Follows nothing yet.
     *
     * @param mishaps told what was being done when something went wrong, which is tried again
     */
    public FollowLogs(InstantSource clock, BiConsumer<String, Throwable> mishaps) {
        this.clock = clock;
        this.mishaps = mishaps;
    }

    /**
     * Sets who is told.
     *
     * @param grown called after lines of a run were numbered; must return at once
     */
    public void onLines(Consumer<RunId> grown) {
        this.listener = grown;
    }

    /** While this does not hold, nothing is numbered: another server may be doing so. */
    public void onlyWhile(BooleanSupplier holds) {
        this.allowed = holds;
    }

    /** Before it, logs are looked at only when they are finished. */
    public void start() {
        try {
            WatchService opened = FileSystems.getDefault().newWatchService();
            watcher = opened;
            thread = Thread.ofPlatform().daemon().name("follow logs").start(() -> work(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("the folders of runs cannot be watched", e);
        }
    }

    /** From now on, until {@link #finish}; the folder must be there. Of one thread for each run. */
    public void follow(RunId run, RunFolder folder) {
        if (followed.containsKey(run)) {
            return;
        }
        try {
            Optional<WatchKey> watch = watch(folder.root());
            FollowedLog log = new FollowedLog(run, IndexLog.takeOver(LogFiles.of(folder), clock), watch);
            watch.ifPresent(key -> watched.put(key, log));
            followed.put(run, log);
        } catch (IOException e) {
            // A full disk, say. When the run has ended its log is looked over by whoever wants to read it.
            mishaps.accept("beginning to follow the log of run " + run, e);
        }
    }

    private Optional<WatchKey> watch(Path folder) {
        WatchService opened = watcher;
        if (opened == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.register(
                    opened, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException tooMany) {
            return Optional.empty();
        }
    }

    /** Nothing of the run's process writes any more: numbers what is left, before anybody is told of the end. */
    public void finish(RunId run) {
        FollowedLog log = followed.remove(run);
        if (log == null) {
            return;
        }
        log.watch().ifPresent(watched::remove);
        try {
            log.complete(new byte[IndexStream.BUFFER]);
            listener.accept(run);
        } catch (IOException e) {
            mishaps.accept("numbering the last lines of run " + run, e);
        }
    }

    /** Follows none of them any more: they are somebody else's. */
    public void letGo() {
        for (RunId run : List.copyOf(followed.keySet())) {
            FollowedLog log = followed.remove(run);
            if (log != null) {
                log.watch().ifPresent(watched::remove);
                close(log);
            }
        }
    }

    private void close(FollowedLog log) {
        try {
            log.close();
        } catch (IOException e) {
            mishaps.accept("closing the log of run " + log.run(), e);
        }
    }

    /** Whether the lines of the run are numbered without anybody asking. */
    public boolean follows(RunId run) {
        return followed.containsKey(run);
    }

    private void work(WatchService opened) {
        byte[] buffer = new byte[IndexStream.BUFFER];
        Set<FollowedLog> behind = new LinkedHashSet<>();
        long swept = System.nanoTime();
        while (!closing) {
            try {
                gather(opened, behind, behind.isEmpty() ? SWEEP : Duration.ZERO);
                if (System.nanoTime() - swept >= SWEEP.toNanos()) {
                    behind.addAll(followed.values());
                    swept = System.nanoTime();
                }
                behind.removeIf(log -> !advance(log, buffer));
                Thread.sleep(BREATH);
            } catch (InterruptedException | ClosedWatchServiceException stopping) {
                return;
            }
        }
    }

    /** Adds the logs that have grown; waits for the first no longer than {@code patience}, and for no other. */
    private void gather(WatchService opened, Set<FollowedLog> grown, Duration patience) throws InterruptedException {
        WatchKey key = opened.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        while (key != null) {
            var _ = key.pollEvents();
            // Before the file is looked at: what comes meanwhile wakes again.
            var _ = key.reset();
            FollowedLog log = watched.get(key);
            if (log != null) {
                grown.add(log);
            }
            key = opened.poll();
        }
    }

    /** True if there may be more. */
    private boolean advance(FollowedLog log, byte[] buffer) {
        try {
            boolean found = allowed.getAsBoolean() && log.advance(buffer);
            if (found) {
                listener.accept(log.run());
            }
            return found;
        } catch (IOException | RuntimeException e) {
            if (log.failedFirst()) {
                mishaps.accept("numbering the lines of run " + log.run(), e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            WatchService opened = watcher;
            Thread working = thread;
            if (opened != null && working != null) {
                opened.close();
                var _ = working.join(CLOSING);
            }
            followed.values().forEach(this::close);
        } catch (IOException e) {
            mishaps.accept("closing the logs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
