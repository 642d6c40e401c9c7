package org.westerly.server.queue;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.westerly.server.queue.Priorities.Turn;
import org.westerly.server.run.Run;
import org.westerly.server.store.QueueQuery;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.Trait;

/**
 * Chooses who is taken: by turns, oldest first, whoever no cap keeps back. Nothing is remembered from one choice to the
 * next: who was passed over comes before all that are younger as soon as its cap allows.
 */
public final class ChooseRuns {

    /** Where caps pass over some: so many are looked at together, as each look costs more than a run of it. */
    private static final int LOOKED_AT = 64;

    private final RunStore store;
    private final QueueRules rules;
    private final Gate gate;
    private final InstantSource clock;

    public ChooseRuns(RunStore store, QueueRules rules, Gate gate, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Offers up to {@code free} runs, one after the other; none while the gate is shut.
     *
     * @param take false when somebody else was faster
     */
    public void offer(int free, Predicate<Run> take) {
        if (free < 1 || gate.shut().isPresent()) {
            return;
        }
        Round round = new Round(free, take);
        for (Turn turn : rules.priorities().turns(clock.instant())) {
            if (round.left > 0) {
                round.play(turn);
            }
        }
    }

    /** One choice, while it is made. */
    private final class Round {

        private final Predicate<Run> take;
        private final AtWork atWork = new AtWork(rules.caps(), rules.caps().any() ? store.atWork() : List.of());

        /** Those met that are full. Not all that are: who has nothing waiting in front need not be told to the store. */
        private final Set<Trait> full = new HashSet<>();

        private int left;

        Round(int free, Predicate<Run> take) {
            this.left = free;
            this.take = take;
        }

        void play(Turn turn) {
            boolean more = true;
            while (more && left > 0) {
                int limit = rules.caps().any() ? Math.max(left, LOOKED_AT) : left;
                Set<Trait> without = new HashSet<>(turn.besides());
                without.addAll(full);
                List<Run> waiting = store.queued(new QueueQuery(turn.having(), without, limit));
                // Each further look leaves out more or has less to find, so that there is a last one.
                more = meet(waiting, turn) && waiting.size() == limit;
            }
        }

        /** Would another look show others? False also when everybody was taken by somebody else: they look as well. */
        private boolean meet(List<Run> waiting, Turn turn) {
            int known = full.size();
            int before = left;
            for (Run run : waiting) {
                if (run.submittedAt().isAfter(turn.cameBy())) {
                    return false;
                }
                if (left > 0) {
                    meet(run);
                }
            }
            return full.size() > known || left < before;
        }

        private void meet(Run run) {
            Optional<Cap> cap = atWork.full(run.origin());
            if (cap.isPresent()) {
                full.add(cap.get().trait());
            } else if (take.test(run)) {
                atWork.add(run.origin());
                left--;
            }
        }
    }
}
