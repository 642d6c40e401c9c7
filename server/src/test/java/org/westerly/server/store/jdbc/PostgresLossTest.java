package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.westerly.server.run.Decision;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.JournalLine;
import org.westerly.server.store.Samples;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.UnknownOutcomeException;
import org.westerly.testkit.PostgresServer;
import org.westerly.testkit.Relay;

/** A database that is stopped, killed, paused and cut off under a store in use. */
@Timeout(180)
class PostgresLossTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static PostgresServer server;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final Logger outages = Logger.getLogger(Outage.class.getName());
    private String url = "";
    private JdbcRunStore store;

    @BeforeEach
    void open() {
        url = server.database();
        store = open(url);
        outages.addHandler(listening);
    }

    @AfterEach
    void close() {
        outages.removeHandler(listening);
        store.close();
    }

    @BeforeAll
    static void ownCluster() {
        server = PostgresServer.own();
    }

    private static JdbcRunStore open(String url) {
        return JdbcRunStore.open(new StoreAddress(url, null, null, PATIENCE));
    }

    @Test
    void whileItIsStoppedNothingIsAnsweredAndAfterwardsEverything() throws Exception {
        Run run = insert(store);
        server.stop();
        try {
            assertThatThrownBy(() -> store.get(run.id())).isInstanceOf(StoreLostException.class);
            assertThatThrownBy(() -> insert(store)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.queued(10)).isInstanceOf(StoreLostException.class);
            assertThat(store.check()).isPresent();
        } finally {
            server.start();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> store.check().isEmpty());
        assertThat(store.get(run.id())).contains(run);
        insert(store);
        assertThat(log).hasSize(2);
        assertThat(log.getFirst()).contains("cannot be asked");
        assertThat(log.getLast()).contains("answers again");
    }

    @Test
    void noAcknowledgedRunIsLostAndNoRunIsStoredTwiceWhenItIsKilledAgainAndAgain() throws Exception {
        Map<String, RunId> told = new ConcurrentHashMap<>();
        Set<String> asked = ConcurrentHashMap.newKeySet();
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < 6; client++) {
                String name = "client " + client + " run ";
                all.add(clients.submit(() -> {
                    for (int i = 0; !enough.get(); i++) {
                        asked.add(name + i);
                        told.put(name + i, insistOn(name + i));
                    }
                }));
            }
            for (int kills = 0; kills < 3; kills++) {
                int before = told.size();
                await().atMost(Duration.ofSeconds(60)).until(() -> told.size() > before + 20);
                server.kill();
                server.start();
            }
            int before = told.size();
            await().atMost(Duration.ofSeconds(60)).until(() -> told.size() > before + 20);
            enough.set(true);
            for (Future<?> done : all) {
                done.get();
            }
        }
        assertThat(told.keySet()).isEqualTo(asked);
        assertThat(told.values()).doesNotHaveDuplicates();
        assertThat(store.newestSequence()).isEqualTo(told.size());
        assertThat(told.values()).allSatisfy(id -> assertThat(store.get(id)).isPresent());
        assertThat(store.journalAfter(0, Integer.MAX_VALUE).stream().map(JournalLine::position))
                .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList());
        assertThat(store.count(org.westerly.server.store.RunSelection.of(ADA), Long.MAX_VALUE))
                .isEqualTo(told.size());
    }

    /** As a client does that repeats its request until it is answered. */
    private RunId insistOn(String key) {
        while (true) {
            Run run = Samples.run(ADA, Map.of("key", key));
            try {
                return switch (store.insert(run, Samples.request(), new IdempotencyKey(key, "same", NOON))) {
                    case Insertion.Stored _ -> run.id();
                    case Insertion.Repeated repeated -> repeated.earlier();
                    case Insertion.Clash clash -> throw new AssertionError(clash);
                    case Insertion.Full full -> throw new AssertionError(full);
                };
            } catch (StoreException again) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void oneThatStallsHoldsNobodyForEver() throws Exception {
        Run run = insert(store);
        server.pause();
        try {
            assertThatThrownBy(() -> insert(store)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.get(run.id())).isInstanceOf(StoreException.class);
            assertThat(store.check()).isPresent();
        } finally {
            server.resume();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> store.check().isEmpty());
        insert(store);
    }

    @Test
    void aCommitWhoseAnswerWasLostIsUnknownAndItsRepetitionFindsIt() throws Exception {
        try (Relay relay = new Relay(server.address());
                JdbcRunStore far = open(url.replace(server.address(), relay.address()))) {
            Run run = Samples.run(ADA, Map.of());
            IdempotencyKey key = new IdempotencyKey("k", "same", NOON);
            relay.cutAt("commit", Relay.Cut.AFTER);
            assertThatThrownBy(() -> far.insert(run, Samples.request(), key))
                    .isInstanceOf(UnknownOutcomeException.class);
            far.awaitWrites();
            assertThat(far.get(run.id())).contains(run);
            assertThat(far.insert(Samples.run(ADA, Map.of()), Samples.request(), key))
                    .isEqualTo(new Insertion.Repeated(run.id()));

            Decision.Accept claim = Samples.accepted(run, new RunEvent.Claimed(1));
            relay.cutAt("commit", Relay.Cut.AFTER);
            assertThatThrownBy(() -> far.compareAndSet(run, claim.next(), claim.entry(), null))
                    .isInstanceOf(UnknownOutcomeException.class);
            assertThat(far.compareAndSet(run, claim.next(), claim.entry(), null))
                    .isFalse();
            assertThat(far.get(run.id())).contains(claim.next());
            assertThat(far.journal(run.id())).hasSize(2);
        }
    }

    @Test
    void aCommitThatDidNotArriveIsUnknownTooAndCanBeMadeAgain() throws Exception {
        try (Relay relay = new Relay(server.address());
                JdbcRunStore far = open(url.replace(server.address(), relay.address()))) {
            Run run = Samples.run(ADA, Map.of());
            relay.cutAt("commit", Relay.Cut.BEFORE);
            assertThatThrownBy(() -> far.insert(run, Samples.request(), null))
                    .isInstanceOf(UnknownOutcomeException.class);
            far.awaitWrites();
            assertThat(far.get(run.id())).isEmpty();
            assertThat(far.insert(run, Samples.request(), null)).isEqualTo(new Insertion.Stored());
            assertThat(far.newestSequence()).isEqualTo(1);
            assertThat(far.newestPosition()).isEqualTo(1);
        }
    }

    @Test
    void aWriteThatBreaksOffBeforeTheCommitWasNotMade() throws Exception {
        try (Relay relay = new Relay(server.address());
                JdbcRunStore far = open(url.replace(server.address(), relay.address()))) {
            relay.cutAt("insert into run_request", Relay.Cut.AFTER);
            assertThatThrownBy(() -> insert(far))
                    .isInstanceOf(StoreLostException.class)
                    .isNotInstanceOf(UnknownOutcomeException.class);
            insert(far);
            assertThat(far.newestSequence()).isEqualTo(1);
        }
    }

    private static Run insert(JdbcRunStore store) {
        Run run = Samples.run(ADA, Map.of());
        assertThat(store.insert(run, Samples.request(), null)).isEqualTo(new Insertion.Stored());
        return run;
    }
}
