package org.westerly.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.EngineChoice;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.RunStore;

/**
 * Who is taken next, over every store alike. A store's own test class says only how to make an empty one.
 *
 * <p>Long because it is one contract, read from top to bottom, that every store inherits whole.
 */
abstract class ChooseRunsContract {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final EngineChoice CWLTOOL = new EngineChoice("cwltool", "3.1");
    private static final RunRequest REQUEST =
            new RunRequest("main.cwl", "CWL", "v1.2", null, null, null, Map.of(), Map.of(), List.of());

    private final AtomicReference<Optional<String>> gate = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private RunStore store;
    private RunMoves moves;

    abstract RunStore open();

    /** How many are taken one after the other, which takes some time where each is brought to a disk. */
    abstract int crowd();

    @BeforeEach
    void openStore() {
        store = open();
        moves = new RunMoves(store, now::get);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void withoutRulesTheOldestGoFirst() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(submit("ada", CWLTOOL, Map.of()));
        }
        assertThat(taken(Caps.NONE, Priorities.NONE, 3)).isEqualTo(ids(runs.subList(0, 3)));
        assertThat(taken(Caps.NONE, Priorities.NONE, 3)).isEqualTo(ids(runs.subList(3, 5)));
        assertThat(taken(Caps.NONE, Priorities.NONE, 3)).isEmpty();
    }

    @Test
    void whoComesBehindThousandsOfACappedOwnerIsTakenAtOnce() {
        Caps caps = new Caps(OptionalInt.of(2), Map.of(), Map.of());
        List<Run> adas = submitAll(IntStream.range(0, 2_000)
                .mapToObj(_ -> run("ada", CWLTOOL, Map.of()))
                .toList());
        Run bobs = submit("bob", CWLTOOL, Map.of());

        assertThat(taken(caps, Priorities.NONE, 10))
                .containsExactly(adas.get(0).id(), adas.get(1).id(), bobs.id());
        assertThat(taken(caps, Priorities.NONE, 10)).isEmpty();
        end(adas.get(1).id());
        Run carols = submit("carol", CWLTOOL, Map.of());
        assertThat(taken(caps, Priorities.NONE, 1))
                .as("who was passed over goes before the younger as soon as its cap allows")
                .containsExactly(adas.get(2).id());
        assertThat(taken(caps, Priorities.NONE, 10)).containsExactly(carols.id());
    }

    @Test
    void anEngineIsCappedInAnyVersionAndCaseAndATagByEachValue() {
        Caps caps = new Caps(OptionalInt.empty(), Map.of("CWLtool", 2), Map.of("project", 1));
        Run first = submit("ada", CWLTOOL, Map.of("project", "x"));
        submit("bob", CWLTOOL, Map.of("project", "x"));
        Run other = submit("ada", new EngineChoice("cwltool", "9"), Map.of("project", "y"));
        submit("ada", CWLTOOL, Map.of());
        Run wdl = submit("ada", new EngineChoice("miniwdl", "1"), Map.of("project", "z"));
        Run untagged = submit("ada", new EngineChoice("miniwdl", "1"), Map.of());

        assertThat(taken(caps, Priorities.NONE, 10)).containsExactly(first.id(), other.id(), wdl.id(), untagged.id());
    }

    @Test
    void aPriorityGoesFirstUntilThePatienceOfTheOthersEnds() {
        Priorities priorities = new Priorities(Optional.of("priority"), Duration.ofHours(1));
        Run low = submit("ada", CWLTOOL, Map.of("priority", "low"));
        Run plain = submit("ada", CWLTOOL, Map.of());
        Run odd = submit("ada", CWLTOOL, Map.of("priority", "most urgent"));
        Run high = submit("ada", CWLTOOL, Map.of("priority", "high"));
        assertThat(taken(Caps.NONE, priorities, 2)).containsExactly(high.id(), plain.id());

        now.set(NOON.plus(Duration.ofHours(2)));
        Run later = submit("ada", CWLTOOL, Map.of("priority", "high"));
        assertThat(taken(Caps.NONE, priorities, 10)).containsExactly(low.id(), odd.id(), later.id());
    }

    @Test
    void whatSomebodyElseWasFasterWithIsNotCounted() {
        Caps caps = new Caps(OptionalInt.of(1), Map.of(), Map.of());
        Run first = submit("ada", CWLTOOL, Map.of());
        Run second = submit("ada", CWLTOOL, Map.of());
        List<RunId> offered = new ArrayList<>();
        choose(caps, Priorities.NONE).offer(5, run -> {
            offered.add(run.id());
            return !run.id().equals(first.id());
        });
        assertThat(offered).containsExactly(first.id(), second.id());
    }

    @Test
    void nobodyIsAskedWhenNothingIsFree() {
        submit("ada", CWLTOOL, Map.of());
        choose(Caps.NONE, Priorities.NONE).offer(0, run -> {
            throw new AssertionError(run.id() + " was offered");
        });
        choose(Caps.NONE, Priorities.NONE).offer(-3, run -> {
            throw new AssertionError(run.id() + " was offered");
        });
    }

    @Test
    void nothingPassesAShutGate() {
        Run run = submit("ada", CWLTOOL, Map.of());
        gate.set(Optional.of("the server is paused"));
        assertThat(taken(Caps.NONE, Priorities.NONE, 10)).isEmpty();
        assertThat(tell(Caps.NONE, Priorities.NONE).of(run.id())).contains(new Waiting(0, "the server is paused"));
        gate.set(Optional.empty());
        assertThat(taken(Caps.NONE, Priorities.NONE, 10)).containsExactly(run.id());
    }

    @Test
    void whoHasWaitedTooLongIsFoundByTheLimitOfItsEngine(@TempDir Path folder) {
        WaitLimits limits =
                new WaitLimits(Optional.of(Duration.ofMinutes(30)), Map.of("MiniWDL", Duration.ofMinutes(10)));
        KeepOpenTimes times = new KeepOpenTimes(folder, gate::get, now::get);
        Run plain = submit("ada", CWLTOOL, Map.of());
        Run wdl = submit("ada", new EngineChoice("miniwdl", "1"), Map.of());
        assertThat(overdue(limits, times)).isEmpty();
        pass(Duration.ofMinutes(9), limits, times);
        Run later = submit("ada", new EngineChoice("miniwdl", "1"), Map.of());
        assertThat(overdue(limits, times)).isEmpty();
        pass(Duration.ofMinutes(1), limits, times);
        assertThat(overdue(limits, times)).containsOnlyKeys(wdl.id());
        assertThat(overdue(limits, times).get(wdl.id())).contains("600 s", "queue.max-wait-of");

        gate.set(Optional.of("the server is paused"));
        pass(Duration.ofDays(2), limits, times);
        assertThat(overdue(limits, times)).isEmpty();
        gate.set(Optional.empty());
        assertThat(overdue(limits, times)).containsOnlyKeys(wdl.id());
        pass(Duration.ofMinutes(19), limits, times);
        assertThat(overdue(limits, times)).containsOnlyKeys(wdl.id(), later.id());
        pass(Duration.ofMinutes(1), limits, times);
        assertThat(overdue(limits, times)).containsOnlyKeys(wdl.id(), later.id(), plain.id());
        assertThat(overdue(limits, times).get(plain.id())).contains("1800 s", "(queue.max-wait)");
    }

    /** Looked at as often as a server does. */
    private void pass(Duration time, WaitLimits limits, KeepOpenTimes times) {
        Instant end = now.get().plus(time);
        while (now.get().isBefore(end)) {
            now.set(now.get().plusSeconds(60));
            new FindOverdue(store, limits, times).offer((_, _) -> false);
        }
    }

    private Map<RunId, String> overdue(WaitLimits limits, KeepOpenTimes times) {
        Map<RunId, String> found = new HashMap<>();
        new FindOverdue(store, limits, times).offer((run, reason) -> {
            found.put(run.id(), reason);
            return true;
        });
        return found;
    }

    @Test
    void whoWaitsIsToldWhatFor() {
        Caps caps = new Caps(OptionalInt.of(1), Map.of("miniwdl", 1), Map.of("project", 1));
        EngineChoice wdl = new EngineChoice("miniwdl", "1");
        Run first = submit("ada", wdl, Map.of("project", "x"));
        Run second = submit("bob", CWLTOOL, Map.of("project", "y"));
        assertThat(tell(caps, Priorities.NONE).of(first.id())).contains(new Waiting(0, "it is next"));
        assertThat(tell(caps, Priorities.NONE).of(second.id())).contains(new Waiting(1, "1 run is ahead of it"));

        assertThat(taken(caps, Priorities.NONE, 1)).containsExactly(first.id());
        Run adas = submit("ada", CWLTOOL, Map.of());
        Run engine = submit("carol", wdl, Map.of());
        Run project = submit("dave", CWLTOOL, Map.of("project", "x"));
        Run last = submit("eve", CWLTOOL, Map.of());
        TellWait tell = tell(caps, Priorities.NONE);
        assertThat(tell.of(first.id())).isEmpty();
        assertThat(tell.of(adas.id()))
                .contains(new Waiting(1, "no more runs of this owner may start: 1 of 1 are at work (queue.per-owner)"));
        assertThat(tell.of(engine.id()))
                .contains(new Waiting(
                        2, "no more runs of the engine miniwdl may start: 1 of 1 are at work (queue.per-engine)"));
        assertThat(tell.of(project.id()))
                .contains(new Waiting(
                        3, "no more runs with the tag project:x may start: 1 of 1 are at work (queue.per-tag)"));
        assertThat(tell.of(last.id())).contains(new Waiting(4, "4 runs are ahead of it"));

        assertThat(taken(caps, Priorities.NONE, 1)).containsExactly(second.id());
        assertThat(tell.of(last.id()))
                .contains(new Waiting(3, "all places are taken: 2 of 2 runs are at work (runs.max-concurrent)"));
        assertThat(tell.of(RunId.mint(NOON))).isEmpty();
    }

    /** Against a model that goes through everybody for each place; until all have ended, so that nobody starves. */
    @Test
    void aCrowdIsTakenAsTheModelSaysAndToTheLast() {
        Random random = new Random(20261121);
        Caps caps = new Caps(OptionalInt.of(20), Map.of("cwltool", 30, "miniwdl", 3), Map.of("project", 7));
        Priorities priorities = new Priorities(Optional.of("priority"), Duration.ofSeconds(crowd() / 3));
        List<Run> waiting = new ArrayList<>();
        for (int i = 0; i < crowd(); i += 100) {
            now.set(NOON.plusSeconds(i));
            waiting.addAll(
                    submitAll(Stream.generate(() -> anybody(random)).limit(100).toList()));
        }
        List<Run> working = new ArrayList<>();
        int rounds = 0;
        while (!waiting.isEmpty()) {
            int free = 1 + random.nextInt(crowd() / 10);
            List<Run> order = order(waiting, priorities);
            for (int i = 0; i < 3; i++) {
                Run run = waiting.get(random.nextInt(waiting.size()));
                assertThat(tell(caps, priorities).of(run.id()).orElseThrow().ahead())
                        .as("ahead in round %d", rounds)
                        .isEqualTo(order.indexOf(run));
            }
            List<Run> expected = model(waiting, working, free, caps, priorities);
            assertThat(taken(caps, priorities, free)).as("round %d", rounds).isEqualTo(ids(expected));
            waiting.removeAll(expected);
            working.addAll(expected);
            assertThat(store.atWork()).hasSize(working.size());
            Collections.shuffle(working, random);
            List<Run> ending = working.subList(Math.min(random.nextInt(5), working.size()), working.size());
            atOnce(ending, run -> end(run.id()));
            ending.clear();
            now.set(now.get().plusSeconds(random.nextInt(60)));
            rounds++;
        }
        assertThat(store.counts(null)).containsEntry(RunState.QUEUED, 0L);
        assertThat(rounds).isGreaterThan(10);
    }

    private Run anybody(Random random) {
        Map<String, String> tags = new HashMap<>();
        if (random.nextInt(3) > 0) {
            tags.put("project", "p" + random.nextInt(random.nextBoolean() ? 3 : 200));
        }
        switch (random.nextInt(6)) {
            case 0 -> tags.put("priority", "high");
            case 1 -> tags.put("priority", "low");
            default -> {}
        }
        EngineChoice engine = random.nextInt(4) == 0 ? new EngineChoice("miniwdl", "1.13") : CWLTOOL;
        return run(random.nextInt(4) > 0 ? "ada" : "owner " + random.nextInt(50), engine, tags);
    }

    private List<Run> order(List<Run> waiting, Priorities priorities) {
        Instant overdue = now.get().minus(priorities.patience());
        List<Run> order = new ArrayList<>(waiting);
        // A stable sort: the list is in the order they came.
        order.sort(Comparator.comparing(run -> run.submittedAt().isAfter(overdue)
                ? List.of("high", "", "low").indexOf(run.tags().getOrDefault("priority", ""))
                : -1));
        return order;
    }

    private List<Run> model(List<Run> waiting, List<Run> working, int free, Caps caps, Priorities priorities) {
        List<Run> chosen = new ArrayList<>();
        List<Run> all = new ArrayList<>(working);
        for (Run run : order(waiting, priorities)) {
            if (chosen.size() < free && fits(run, all, caps)) {
                chosen.add(run);
                all.add(run);
            }
        }
        return chosen;
    }

    private static boolean fits(Run run, List<Run> working, Caps caps) {
        long ofOwner =
                working.stream().filter(one -> one.owner().equals(run.owner())).count();
        long ofEngine = working.stream()
                .filter(one -> one.engine().name().equals(run.engine().name()))
                .count();
        String project = run.tags().get("project");
        long ofProject = working.stream()
                .filter(one -> project != null && project.equals(one.tags().get("project")))
                .count();
        return ofOwner < caps.perOwner().orElseThrow()
                && ofEngine < caps.perEngine().getOrDefault(run.engine().name(), Integer.MAX_VALUE)
                && ofProject < caps.perTag().getOrDefault("project", Integer.MAX_VALUE);
    }

    private ChooseRuns choose(Caps caps, Priorities priorities) {
        return new ChooseRuns(store, new QueueRules(1, caps, priorities), gate::get, now::get);
    }

    private TellWait tell(Caps caps, Priorities priorities) {
        return new TellWait(store, new QueueRules(2, caps, priorities), gate::get, now::get);
    }

    private List<RunId> taken(Caps caps, Priorities priorities, int free) {
        List<RunId> taken = new ArrayList<>();
        choose(caps, priorities).offer(free, run -> taken.add(run.id()) && moves.tryOn(run, new RunEvent.Claimed(1)));
        return taken;
    }

    private void end(RunId id) {
        moves.require(id, new RunEvent.Faulted(null, "ended by the test"));
    }

    private Run run(String owner, EngineChoice engine, Map<String, String> tags) {
        return Run.accepted(RunId.mint(now.get()), new Owner(owner), engine, tags, List.of(), now.get());
    }

    private Run submit(String owner, EngineChoice engine, Map<String, String> tags) {
        Run run = run(owner, engine, tags);
        store.insert(run, REQUEST, null);
        return run;
    }

    /** All at once, which is faster where a store commits them together; told in the order in which they came in. */
    private List<Run> submitAll(List<Run> runs) {
        atOnce(runs, run -> store.insert(run, REQUEST, null));
        List<Run> waiting = store.queued(Integer.MAX_VALUE);
        return waiting.subList(waiting.size() - runs.size(), waiting.size());
    }

    private static void atOnce(List<Run> runs, Consumer<Run> act) {
        List<Future<?>> acts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            runs.forEach(run -> acts.add(threads.submit(() -> act.accept(run))));
        }
        assertThat(acts).allSatisfy(done -> assertThat(done.state()).isEqualTo(Future.State.SUCCESS));
    }

    private static List<RunId> ids(List<Run> runs) {
        return runs.stream().map(Run::id).toList();
    }
}
