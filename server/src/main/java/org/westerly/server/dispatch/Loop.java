package org.westerly.server.dispatch;

import java.time.Duration;
import java.util.Optional;

/** Makes one step after the other in a thread of its own, whatever a step throws. */
final class Loop {

    private final String name;
    private final Runnable step;
    private final Waiter waiter;
    private final Mishaps mishaps;
    private final Thread thread;

    Loop(String name, Runnable step, Waiter waiter, Mishaps mishaps) {
        this.name = name;
        this.step = step;
        this.waiter = waiter;
        this.mishaps = mishaps;
        this.thread = Thread.ofPlatform().daemon().name("dispatch " + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                stepAndSurvive();
            } while (waiter.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stepAndSurvive() {
        try {
            step.run();
        } catch (Throwable fault) {
            mishaps.survived(name, fault);
        }
    }

    /** Lets the step that is under way finish, but waits no longer than {@code patience}. */
    void stop(Duration patience) throws InterruptedException {
        waiter.stop();
        var _ = thread.join(patience);
    }

    /** Is it turning? Empty if so. */
    Optional<String> check() {
        return thread.isAlive() ? Optional.empty() : Optional.of("the loop to " + name + " is not running");
    }
}
