package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedSyncTest {

    @Test
    void whoComesDuringASyncSharesTheNextOne() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger syncs = new AtomicInteger();
        SharedSync shared = new SharedSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                first.countDown();
                await(go);
            }
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(callers.submit(() -> call(shared)));
            first.await();
            for (int caller = 0; caller < 50; caller++) {
                all.add(callers.submit(() -> call(shared)));
            }
            Awaitility.await().until(() -> shared.waiting() == 50);
            go.countDown();
            for (Future<?> caller : all) {
                caller.get();
            }
        }
        assertThat(syncs.get())
                .as("far fewer than callers, and never none after the first")
                .isBetween(2, 10);
    }

    @Test
    void aFailureIsToldAndTheNextCallTriesAgain() throws Exception {
        AtomicInteger syncs = new AtomicInteger();
        SharedSync shared = new SharedSync(() -> {
            if (syncs.incrementAndGet() == 1) {
                throw new IOException("disk full");
            }
        });
        assertThatThrownBy(shared::sync).hasMessage("disk full");
        shared.sync();
        shared.sync();
        assertThat(syncs.get()).as("a sync of before the call does not count").isEqualTo(3);
    }

    private static Void call(SharedSync shared) throws IOException {
        shared.sync();
        return null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
