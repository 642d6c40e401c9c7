package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Throwable> mishaps = new CopyOnWriteArrayList<>();

    @Test
    void whateverAStepThrowsTheNextIsMade() throws Exception {
        CountDownLatch steps = new CountDownLatch(3);
        Loop loop = new Loop(
                "count",
                () -> {
                    steps.countDown();
                    throw new StackOverflowError("on purpose");
                },
                new Waiter(Duration.ofMillis(1)),
                (_, fault) -> mishaps.add(fault));
        loop.start();
        assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.check()).isEmpty();
        loop.stop(Duration.ofSeconds(10));
        assertThat(loop.check()).isPresent();
        assertThat(mishaps).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aWakeDuringAStepIsNotLost() throws Exception {
        Waiter waiter = new Waiter(LONG);
        CountDownLatch steps = new CountDownLatch(2);
        Loop loop = new Loop(
                "wake itself once",
                () -> {
                    if (steps.getCount() == 2) {
                        waiter.wakeOrSkipNextWait();
                    }
                    steps.countDown();
                },
                waiter,
                (_, fault) -> mishaps.add(fault));
        loop.start();
        assertThat(steps.await(10, TimeUnit.SECONDS)).isTrue();
        loop.stop(Duration.ofSeconds(10));
        assertThat(mishaps).isEmpty();
    }

    @Test
    void aBurstOfWakesMakesFewSteps() throws Exception {
        Waiter waiter = new Waiter(LONG, Duration.ofMillis(20));
        long begin = System.nanoTime();
        for (int pause = 0; pause < 3; pause++) {
            waiter.wakeOrSkipNextWait();
            assertThat(waiter.await()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void aStopEndsThePause() throws Exception {
        Waiter waiter = new Waiter(LONG);
        waiter.stop();
        assertThat(waiter.await()).isFalse();
    }
}
