package org.westerly.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Full speed over many connections by one thread: every connection sends its next request as soon as the last one is
 * answered. Latencies are thus those of a server that is never idle.
 */
final class Load implements AutoCloseable {

    private static final byte[] RUN_ID = "\"run_id\"".getBytes(StandardCharsets.US_ASCII);
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SELECT_MILLIS = 100;

    /** How much load, and for how long. */
    record Plan(int connections, Duration warmUp, Duration measured) {}

    /**
     * What came of it.
     *
     * @param perSecond answers a second in the measured time, failures included
     * @param failures answers, the warm-up's included, that were no 200 with a run_id
     * @param serverCpu processor time of the server for one answer
     */
    record Result(double perSecond, Samples latencies, long failures, Duration serverCpu) {}

    private static final class Lane {
        private final SocketChannel channel;
        private final Answer answer = new Answer();
        private long sentAt;

        private Lane(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final ServerUnderTest server;
    private final Supplier<byte[]> requests;
    private final Selector selector = Selector.open();
    private final Samples latencies = new Samples();
    private long failures;
    private int underWay;
    private long measureFrom;
    private long measureTo;

    private Load(ServerUnderTest server, Supplier<byte[]> requests) throws IOException {
        this.server = server;
        this.requests = requests;
    }

    static Result run(ServerUnderTest server, Plan plan, Supplier<byte[]> requests) throws IOException {
        try (Load load = new Load(server, requests)) {
            return load.run(plan);
        }
    }

    private Result run(Plan plan) throws IOException {
        measureFrom = System.nanoTime() + plan.warmUp().toNanos();
        measureTo = measureFrom + plan.measured().toNanos();
        for (int i = 0; i < plan.connections(); i++) {
            Lane lane = new Lane(Connection.open(server.address()));
            lane.channel.configureBlocking(false);
            lane.channel.register(selector, SelectionKey.OP_READ, lane);
            send(lane);
        }
        answerUntil(measureFrom);
        Duration before = server.cpu();
        answerUntil(measureTo);
        Duration spent = server.cpu().minus(before);
        // A connection closed before its answer would be a failure that the server did not make.
        answerUntil(measureTo + LAST_ANSWERS_NANOS);
        failures += underWay;
        return new Result(
                latencies.count() / (plan.measured().toNanos() / 1e9),
                latencies,
                failures,
                spent.dividedBy(Math.max(1, latencies.count())));
    }

    private void answerUntil(long time) throws IOException {
        while (underWay > 0 && System.nanoTime() < time) {
            selector.select(this::read, SELECT_MILLIS);
        }
    }

    private void read(SelectionKey key) {
        Lane lane = (Lane) key.attachment();
        try {
            if (!lane.answer.readFrom(lane.channel)) {
                return;
            }
            long now = System.nanoTime();
            underWay--;
            if (now >= measureFrom && now < measureTo) {
                latencies.add(now - lane.sentAt);
            }
            if (lane.answer.status() != 200 || !lane.answer.bodyHas(RUN_ID)) {
                failures++;
            }
            if (now < measureTo) {
                send(lane);
            }
        } catch (IOException broken) {
            // One connection fewer from here on; the count of failures says so.
            underWay--;
            failures++;
            key.cancel();
        }
    }

    private void send(Lane lane) throws IOException {
        lane.answer.clear();
        lane.sentAt = System.nanoTime();
        underWay++;
        // Fits into the socket's buffer, which is empty: whatever was sent before has been answered.
        ByteBuffer request = ByteBuffer.wrap(requests.get());
        while (request.hasRemaining()) {
            lane.channel.write(request);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
