package org.westerly.chaos.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.westerly.chaos.world.WesterlyServer;
import org.westerly.chaos.world.World;
import org.westerly.client.RetryPolicy;
import org.westerly.client.WesterlyClient;
import org.westerly.client.WesterlyException;

/** Asks the servers, any of them, until one answers; and looks whether the answer is one that a server may give. */
final class Desk implements AutoCloseable {

    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofMillis(10), Duration.ofMillis(10));
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Everything has been mended by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What came of asking. */
    sealed interface Outcome<T> {
        record Said<T>(T answer) implements Outcome<T> {}

        record Refused<T>(WesterlyException why) implements Outcome<T> {}

        /** Perhaps it was done. */
        record Unknown<T>() implements Outcome<T> {}
    }

    private final World world;
    private final List<WesterlyClient> clients;
    private final Testimony testimony;
    private final SplittableRandom random;

    Desk(World world, Testimony testimony, SplittableRandom random) {
        this.world = world;
        this.clients = world.servers().stream()
                .map(server -> WesterlyClient.of(server.address(), ONCE))
                .toList();
        this.testimony = testimony;
        this.random = random;
    }

    /** One of the servers. */
    WesterlyServer any() {
        return world.servers().get(random.nextInt(clients.size()));
    }

    /** Once. */
    <T> Outcome<T> once(Function<WesterlyClient, T> question) {
        try {
            return new Outcome.Said<>(question.apply(clients.get(random.nextInt(clients.size()))));
        } catch (WesterlyException e) {
            return switch (e.kind()) {
                case REFUSED -> refused(e);
                case UNREACHABLE -> new Outcome.Unknown<>();
                case NOT_UNDERSTOOD, LOCAL_FILE, INTERRUPTED -> throw e;
            };
        }
    }

    private <T> Outcome<T> refused(WesterlyException e) {
        if (e.status() == 500
                || e.code().isEmpty()
                || String.valueOf(e.getMessage()).contains("Exception")) {
            testimony.wrong("an answer that no fault excuses: " + e.getMessage());
        }
        // "Come again" says that nothing was done, except where the server says that it does not know.
        return e.status() == 429 || e.status() / 100 == 5 ? new Outcome.Unknown<>() : new Outcome.Refused<>(e);
    }

    /** Until a server says yes or no. Only for what can be asked twice. */
    <T> Outcome<T> untilAnswered(Function<WesterlyClient, T> question) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Outcome<T> outcome = once(question);
            if (!(outcome instanceof Outcome.Unknown) || world.isHopeless()) {
                return outcome;
            }
            if (System.nanoTime() > deadline) {
                testimony.wrong("no server has answered for " + PATIENCE.toSeconds() + " s");
                return outcome;
            }
            Thread.sleep(PAUSE);
        }
    }

    /** The same where only an answer helps; empty when there was none. */
    <T> Optional<T> answer(Function<WesterlyClient, T> question) throws InterruptedException {
        return untilAnswered(question) instanceof Outcome.Said<T>(T answer) ? Optional.of(answer) : Optional.empty();
    }

    @Override
    public void close() {
        clients.forEach(WesterlyClient::close);
    }
}
