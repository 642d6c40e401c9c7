package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.westerly.server.run.RunId;

class UnderWayTest {

    private static final RunId RUN = RunId.mint(Instant.EPOCH);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Throwable> mishaps = new CopyOnWriteArrayList<>();
    private final UnderWay acts = new UnderWay("act", (_, fault) -> mishaps.add(fault));

    @Test
    void oneActAtATimeForARun() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        for (int count = 0; count < 3; count++) {
            acts.begin(RUN, () -> {
                begun.incrementAndGet();
                goOn.await();
            });
        }
        goOn.countDown();
        acts.close(LONG);
        assertThat(begun).hasValue(1);
        acts.begin(RUN, begun::incrementAndGet);
        acts.close(LONG);
        assertThat(begun).hasValue(2);
    }

    @Test
    void oneThatIsStoppedIsOverWhenThatReturns() throws Exception {
        for (int count = 0; count < 200; count++) {
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch forever = new CountDownLatch(1);
            acts.begin(RUN, () -> {
                try {
                    forever.await();
                } finally {
                    over.set(true);
                }
            });
            // At once, whether its thread has come so far or not.
            acts.stop(RUN);
            assertThat(over).isTrue();
        }
        assertThat(mishaps).isEmpty();
    }

    @Test
    void whereNothingIsUnderWayThereIsNothingToWaitFor() throws Exception {
        acts.stop(RUN);
        CountDownLatch goOn = new CountDownLatch(1);
        RunId other = RunId.mint(Instant.EPOCH);
        acts.begin(other, goOn::await);
        acts.stop(RUN);
        goOn.countDown();
        acts.close(LONG);
        assertThat(mishaps).isEmpty();
    }

    @Test
    void aFaultIsTold() throws Exception {
        acts.begin(RUN, () -> {
            throw new IllegalStateException("on purpose");
        });
        acts.close(LONG);
        assertThat(mishaps).hasSize(1);
    }

    @Test
    void whatIsInterruptedAtTheEndCanClearUp() throws Exception {
        AtomicBoolean cleared = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        acts.begin(RUN, () -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
            } finally {
                cleared.set(true);
            }
        });
        begun.await();
        acts.close(Duration.ofMillis(1));
        assertThat(cleared).isTrue();
    }
}
