package org.westerly.server.executor.local;

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

class SharedLookTest {

    @Test
    void whoAsksDuringALookSharesTheNextOneAndNeverThatOne() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SharedLook<Integer> look = new SharedLook<>(() -> {
            int number = looks.incrementAndGet();
            if (number == 1) {
                begun.countDown();
                await(goOn);
            }
            return number;
        });
        List<Thread> askers = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(task -> {
            Thread thread = new Thread(task);
            askers.add(thread);
            return thread;
        })) {
            Future<Integer> first = threads.submit(look::take);
            begun.await();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(threads.submit(look::take));
            }
            Awaitility.await()
                    .until(() ->
                            askers.subList(1, 21).stream().allMatch(asker -> asker.getState() == Thread.State.WAITING));
            goOn.countDown();
            assertThat(first.get()).isEqualTo(1);
            for (Future<Integer> other : others) {
                assertThat(other.get()).isEqualTo(2);
            }
        }
        assertThat(look.take()).as("each asks for what is now").isEqualTo(3);
    }

    @Test
    void aFaultIsToldToAllWhoSharedItAndToNobodyElse() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        SharedLook<String> look = new SharedLook<>(() -> {
            switch (looks.incrementAndGet()) {
                case 1 -> throw new IOException("no such folder");
                case 2 -> throw new IllegalStateException("a defect");
                default -> {
                    return "seen";
                }
            }
        });
        assertThatThrownBy(look::take).isInstanceOf(IOException.class).hasMessageContaining("no such folder");
        assertThatThrownBy(look::take).isInstanceOf(IllegalStateException.class);
        assertThat(look.take()).isEqualTo("seen");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
