package org.westerly.server.events;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.westerly.server.run.RunId;

/** Hands signals about runs on to those who asked for them. Whoever is called must return at once. */
public final class Signals {

    private final Map<RunId, Set<Runnable>> ofRun = new ConcurrentHashMap<>();
    private final Set<Runnable> ofAll = ConcurrentHashMap.newKeySet();

    /** Ends with {@link #close}; may be closed twice. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code wake} after each signal about one run. Look after this, and not before, lest one be missed. */
    public Subscription of(RunId run, Runnable wake) {
        ofRun.compute(run, (_, known) -> {
            Set<Runnable> wakes = known == null ? ConcurrentHashMap.newKeySet() : known;
            wakes.add(wake);
            return wakes;
        });
        return () -> ofRun.computeIfPresent(run, (_, wakes) -> {
            wakes.remove(wake);
            return wakes.isEmpty() ? null : wakes;
        });
    }

    /** As {@link #of}, for every run. */
    public Subscription ofAll(Runnable wake) {
        ofAll.add(wake);
        return () -> ofAll.remove(wake);
    }

    /** As {@link #fire}, for each of these runs that somebody waits for. Those who wait for all are not told. */
    void fireWhere(Predicate<RunId> which) {
        ofRun.forEach((run, wakes) -> {
            if (which.test(run)) {
                wakes.forEach(Runnable::run);
            }
        });
    }

    /** Something has happened to {@code run}, and can be read by now. */
    public void fire(RunId run) {
        ofRun.getOrDefault(run, Set.of()).forEach(Runnable::run);
        ofAll.forEach(Runnable::run);
    }
}
