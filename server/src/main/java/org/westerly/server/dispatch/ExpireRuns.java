package org.westerly.server.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.server.engine.AskedRunTime;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Limits;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/**
 * Stops the runs that work longer, or leave more files, than their engine allows. The start is in the run, the files are
 * in its folder: a restart changes nothing.
 */
final class ExpireRuns {

    /** A folder can hold millions of files. */
    static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(15);

    private final RunStore store;
    private final Lease lease;
    private final Machinery machinery;
    private final ExpireRun expire;
    private final UnderWay measuring;
    private final InstantSource clock;

    /** By the loop's own thread only. After a restart everything is measured once more, no worse. */
    private final Map<RunId, Instant> measured = new HashMap<>();

    /** The same: neither a request nor an engine changes while the server is there. */
    private final Map<RunId, Limits> allowed = new HashMap<>();

    ExpireRuns(
            RunStore store,
            Lease lease,
            Machinery machinery,
            ExpireRun expire,
            UnderWay measuring,
            InstantSource clock) {
        this.store = store;
        this.lease = lease;
        this.machinery = machinery;
        this.expire = expire;
        this.measuring = measuring;
        this.clock = clock;
    }

    void step() {
        List<Run> running = lease.runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .toList();
        Set<RunId> ids = running.stream().map(Run::id).collect(Collectors.toSet());
        measured.keySet().retainAll(ids);
        allowed.keySet().retainAll(ids);
        running.forEach(this::check);
    }

    private void check(Run run) {
        Limits limits = allowed.computeIfAbsent(run.id(), _ -> limits(run));
        Optional<String> late = late(run, limits);
        if (late.isPresent()) {
            expire.begin(run, late.get());
        } else if (limits.outputBytes() != null && due(run.id())) {
            long most = limits.outputBytes();
            measuring.begin(run.id(), () -> measure(run, most));
        }
    }

    private Limits limits(Run run) {
        Optional<Engine> engine = machinery.engines().find(run.engine());
        return engine.isEmpty()
                ? Limits.NONE
                : store.request(run.id()).map(engine.get()::limits).orElseGet(engine.get()::limits);
    }

    private Optional<String> late(Run run, Limits limits) {
        Duration most = limits.runTime();
        if (most == null) {
            return Optional.empty();
        }
        Duration so =
                Duration.between(Objects.requireNonNull(run.startTime(), "a running run has begun"), clock.instant());
        return so.compareTo(most) < 0
                ? Optional.empty()
                : Optional.of("stopped after " + so.toSeconds() + " s: " + told(run, most));
    }

    private String told(Run run, Duration most) {
        boolean usual = machinery.engines().find(run.engine()).stream()
                .anyMatch(engine -> most.equals(engine.limits().runTime()));
        return usual
                ? "runs of " + named(run) + " may take " + most.toSeconds() + " s (limits.runTime)"
                : "it may take " + most.toSeconds() + " s, as was asked for it (" + AskedRunTime.PARAMETER + ")";
    }

    private boolean due(RunId id) {
        Instant now = clock.instant();
        Instant last = measured.get(id);
        if (last != null && now.isBefore(last.plus(BETWEEN_MEASUREMENTS))) {
            return false;
        }
        measured.put(id, now);
        return true;
    }

    private void measure(Run run, long most) throws InterruptedException {
        RunFolder folder = machinery.folders().of(run.id());
        try {
            long bytes = FolderSize.of(List.of(folder.work(), folder.outputs(), folder.engine()), most);
            if (bytes > most) {
                expire.begin(
                        run,
                        "stopped, because its files have grown to " + bytes + " bytes or more: runs of " + named(run)
                                + " may have " + most + " bytes (limits.outputSize)");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the files of run " + run.id() + " could not be measured", e);
        }
    }

    private static String named(Run run) {
        return run.engine().name() + " " + run.engine().version();
    }
}
