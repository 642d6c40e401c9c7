package org.westerly.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.westerly.server.run.Decision;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;

/** What every store promises about the servers that work on it. */
public abstract class ServersContract {

    private static final Seat ONE = new Seat("one", "here");
    private static final Seat TWO = new Seat("two", "there");
    private static final Duration LONG = Duration.ofHours(1);

    /** Has run out as soon as it is given. */
    private static final Duration NONE = Duration.ZERO;

    private RunStore store;

    protected abstract RunStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private Run claimed(long epoch) {
        Run run = Samples.run(ADA, Map.of());
        assertThat(store.insert(run, Samples.request(), null)).isInstanceOf(Insertion.Stored.class);
        return move(run, new RunEvent.Claimed(epoch));
    }

    private Run move(Run run, RunEvent event) {
        Decision.Accept move = Samples.accepted(run, event);
        assertThat(store.compareAndSet(run, move.next(), move.entry(), move.outputs()))
                .isTrue();
        return store.get(run.id()).orElseThrow();
    }

    @Test
    void everyServerHasAnEpochOfItsOwn() {
        long one = store.enter(ONE, LONG);
        long two = store.enter(TWO, LONG);

        assertThat(one).isPositive();
        assertThat(two).isGreaterThan(one);
        assertThat(store.working()).extracting(WorkingServer::epoch).containsExactly(one, two);
        assertThat(store.working()).extracting(WorkingServer::seat).containsExactly(ONE, TWO);
    }

    @Test
    void whoeverTakesASeatReplacesTheOneBefore() {
        long before = store.enter(ONE, LONG);
        long other = store.enter(TWO, LONG);
        long now = store.enter(ONE, LONG);

        assertThat(store.renew(before, LONG)).isFalse();
        assertThat(store.working()).extracting(WorkingServer::epoch).containsExactly(other, now);
    }

    @Test
    void aLeaseThatHasRunOutIsEndedByOthersAndNotRenewed() {
        long paused = store.enter(ONE, NONE);
        long alive = store.enter(TWO, LONG);
        store.endExpired();

        assertThat(store.working()).extracting(WorkingServer::epoch).containsExactly(alive);
        assertThat(store.renew(paused, LONG)).isFalse();
        assertThat(store.renew(alive, LONG)).isTrue();
        assertThat(store.enter(ONE, LONG)).isGreaterThan(alive);
    }

    @Test
    void aLeaseThatNobodyEndedIsRenewedHoweverLate() {
        long late = store.enter(ONE, NONE);

        assertThat(store.renew(late, LONG)).isTrue();
        store.endExpired();
        assertThat(store.working()).extracting(WorkingServer::epoch).containsExactly(late);
    }

    @Test
    void whatAServerWorksOnIsItsOwn() {
        long one = store.enter(ONE, LONG);
        long two = store.enter(TWO, LONG);
        Run first = claimed(one);
        Run other = claimed(two);
        Run second = move(claimed(one), Samples.started());
        move(move(claimed(one), Samples.started()), new RunEvent.Succeeded(0, "{}", List.of()));

        assertThat(first.epoch()).isEqualTo(one);
        assertThat(store.held(one)).containsExactly(first, second);
        assertThat(store.heldCount(one)).isEqualTo(2);
        assertThat(store.held(two)).containsExactly(other);
        assertThat(store.held(99)).isEmpty();
        assertThat(store.heldCount(99)).isZero();
        assertThat(store.abandoned()).isEmpty();
    }

    @Test
    void theRunsOfAServerThatIsGoneCanBeTakenOver() {
        long one = store.enter(ONE, LONG);
        long two = store.enter(TWO, LONG);
        Run left = claimed(one);
        Run other = claimed(two);
        store.leave(one);

        assertThat(store.abandoned()).singleElement().satisfies(abandoned -> {
            assertThat(abandoned.run()).isEqualTo(left);
            assertThat(abandoned.by()).isEqualTo(ONE);
            assertThat(abandoned.since()).isBetween(Duration.ZERO, LONG);
        });
        Run taken = move(left, new RunEvent.TakenOver(two, "one is gone"));
        assertThat(taken.epoch()).isEqualTo(two);
        assertThat(store.abandoned()).isEmpty();
        assertThat(store.held(two)).containsExactly(taken, other);
        assertThat(store.held(one)).isEmpty();
    }

    @Test
    void aRunOfAServerThatNobodyKnowsIsAbandoned() {
        Run left = claimed(77);

        assertThat(store.abandoned()).containsExactly(new AbandonedRun(left, null, Duration.ZERO));
    }

    @Test
    void leavingTwiceIsLeavingOnce() {
        long one = store.enter(ONE, LONG);
        store.leave(one);
        store.leave(one);

        assertThat(store.working()).isEmpty();
        assertThat(store.renew(one, LONG)).isFalse();
    }
}
