package org.westerly.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.RunEvent.CancelRequested;
import org.westerly.server.run.RunEvent.Claimed;
import org.westerly.server.run.RunEvent.Failed;
import org.westerly.server.run.RunEvent.Faulted;
import org.westerly.server.run.RunEvent.Preempted;
import org.westerly.server.run.RunEvent.Started;
import org.westerly.server.run.RunEvent.Stopped;
import org.westerly.server.run.RunEvent.Succeeded;
import org.westerly.server.run.RunEvent.TakenOver;

class RunLifecycleTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final Instant NOON_MILLIS = NOON.truncatedTo(ChronoUnit.MILLIS);
    private static final JobRef JOB = new JobRef("local", Path.of("/slot"), "pid 1");

    private static final Claimed CLAIMED = new Claimed(1);
    private static final TakenOver TAKEN = new TakenOver(7, "server one is gone");
    private static final Started STARTED = new Started(JOB, List.of("cwltool", "main.cwl"), List.of("planned"));
    private static final Succeeded SUCCEEDED = new Succeeded(0, "{\"out\":1}", List.of("two outputs"));
    private static final Failed FAILED = new Failed(33, "{\"partial\":1}", "step \"one\" failed");
    private static final Faulted FAULTED = new Faulted(null, "the disk is full");
    private static final Preempted PREEMPTED = new Preempted("the node was drained");
    private static final CancelRequested CANCEL = new CancelRequested("ada");
    private static final Stopped STOPPED = new Stopped(143);

    private static final List<RunEvent> ONE_OF_EACH =
            List.of(CLAIMED, TAKEN, STARTED, SUCCEEDED, FAILED, FAULTED, PREEMPTED, CANCEL, STOPPED);

    /** How a run comes into each state. */
    private static final Map<RunState, List<RunEvent>> WAYS = new EnumMap<>(Map.of(
            RunState.QUEUED, List.of(),
            RunState.INITIALIZING, List.of(CLAIMED),
            RunState.RUNNING, List.of(CLAIMED, STARTED),
            RunState.CANCELING, List.of(CLAIMED, STARTED, CANCEL),
            RunState.COMPLETE, List.of(CLAIMED, STARTED, SUCCEEDED),
            RunState.EXECUTOR_ERROR, List.of(CLAIMED, STARTED, FAILED),
            RunState.SYSTEM_ERROR, List.of(FAULTED),
            RunState.CANCELED, List.of(CANCEL),
            RunState.PREEMPTED, List.of(CLAIMED, STARTED, PREEMPTED)));

    /**
     * Every life that a run can have, with the states it passes. The row of the table that no life visits fails
     * {@link #everyRowOfTheTableIsVisitedByALife}.
     */
    private record Life(List<RunEvent> events, List<RunState> states) {}

    private static final List<Life> LIVES = List.of(
            life(List.of(CLAIMED, STARTED, SUCCEEDED), RunState.INITIALIZING, RunState.RUNNING, RunState.COMPLETE),
            life(
                    List.of(CLAIMED, TAKEN, STARTED, TAKEN, CANCEL, TAKEN, STOPPED),
                    RunState.INITIALIZING,
                    RunState.INITIALIZING,
                    RunState.RUNNING,
                    RunState.RUNNING,
                    RunState.CANCELING,
                    RunState.CANCELING,
                    RunState.CANCELED),
            life(List.of(CLAIMED, STARTED, FAILED), RunState.INITIALIZING, RunState.RUNNING, RunState.EXECUTOR_ERROR),
            life(List.of(CLAIMED, STARTED, FAULTED), RunState.INITIALIZING, RunState.RUNNING, RunState.SYSTEM_ERROR),
            life(List.of(CLAIMED, STARTED, PREEMPTED), RunState.INITIALIZING, RunState.RUNNING, RunState.PREEMPTED),
            life(
                    List.of(CLAIMED, STARTED, CANCEL, STOPPED),
                    RunState.INITIALIZING,
                    RunState.RUNNING,
                    RunState.CANCELING,
                    RunState.CANCELED),
            life(
                    List.of(CLAIMED, CANCEL, STARTED, STOPPED),
                    RunState.INITIALIZING,
                    RunState.CANCELING,
                    RunState.CANCELING,
                    RunState.CANCELED),
            life(
                    List.of(CLAIMED, CLAIMED, FAILED),
                    RunState.INITIALIZING,
                    RunState.INITIALIZING,
                    RunState.EXECUTOR_ERROR),
            life(List.of(CLAIMED, FAULTED), RunState.INITIALIZING, RunState.SYSTEM_ERROR),
            life(List.of(CANCEL), RunState.CANCELED),
            life(List.of(FAULTED), RunState.SYSTEM_ERROR));

    private static Life life(List<RunEvent> events, RunState... states) {
        return new Life(events, List.of(states));
    }

    @Test
    void everyRowOfTheTableIsVisitedByALife() {
        Set<RunLifecycle.Row> visited = new HashSet<>();
        for (Life life : LIVES) {
            Run run = accepted();
            List<RunState> states = new ArrayList<>();
            for (RunEvent event : life.events()) {
                Decision.Accept move = accept(run, event);
                visited.add(new RunLifecycle.Row(
                        run.state(), event.getClass(), move.next().state()));
                run = move.next();
                states.add(run.state());
            }
            assertThat(states).as("%s", life.events()).isEqualTo(life.states());
            assertThat(run.state().terminal()).isTrue();
        }
        List<RunLifecycle.Row> unvisited = new ArrayList<>(RunLifecycle.table());
        unvisited.removeAll(visited);
        assertThat(unvisited).as("rows that no life visits").isEmpty();
        assertThat(visited).as("moves that no row allows").isSubsetOf(RunLifecycle.table());
    }

    @Test
    void whatIsNotInTheTableMovesNothingAndSaysWhy() {
        for (RunState state : RunState.values()) {
            for (RunEvent event : ONE_OF_EACH) {
                if (RunLifecycle.table().stream()
                        .noneMatch(row -> row.from() == state && row.on() == event.getClass())) {
                    Run run = in(state);
                    Decision decision = RunLifecycle.decide(run, event, NOON);
                    if (refused(state, event)) {
                        assertThat(decision).as("%s in %s", event, state).isInstanceOf(Decision.Refuse.class);
                        assertThat(((Decision.Refuse) decision).why())
                                .contains(run.id().value())
                                .contains(state.name());
                    } else {
                        assertThat(decision).as("%s in %s", event, state).isInstanceOf(Decision.Ignore.class);
                    }
                }
            }
        }
    }

    /** News of a run that is over or being stopped is everyday business; the rest is a defect, or a late cancel. */
    private static boolean refused(RunState state, RunEvent event) {
        return switch (state) {
            case QUEUED, INITIALIZING, RUNNING -> true;
            case CANCELING -> false;
            case COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR, CANCELED, PREEMPTED -> event instanceof CancelRequested;
        };
    }

    @Test
    void aTerminalStateNeverChanges() {
        assertThat(RunLifecycle.table()).noneMatch(row -> row.from().terminal());
        Stream.of(RunState.values())
                .filter(RunState::terminal)
                .forEach(state -> assertThat(ONE_OF_EACH)
                        .noneMatch(event -> RunLifecycle.decide(in(state), event, NOON) instanceof Decision.Accept));
    }

    @Test
    void everyStateCanBeReachedAndEveryOtherLeadsToAnEnd() {
        assertThat(WAYS.keySet()).containsExactlyInAnyOrder(RunState.values());
        Stream.of(RunState.values())
                .filter(state -> !state.terminal())
                .forEach(state -> assertThat(RunLifecycle.table())
                        .as("ways out of %s", state)
                        .anyMatch(row -> row.from() == state && row.to().terminal()));
    }

    @Test
    void noStateEverGoesBack() {
        List<RunState> order = List.of(RunState.QUEUED, RunState.INITIALIZING, RunState.RUNNING, RunState.CANCELING);
        assertThat(RunLifecycle.table())
                .filteredOn(row -> !row.to().terminal())
                .allMatch(row -> order.indexOf(row.from()) <= order.indexOf(row.to()));
    }

    @Test
    void aMoveIsWrittenDownWithWhenAndWhy() {
        Run running = in(RunState.RUNNING);
        Decision.Accept move = accept(running, FAILED);

        assertThat(move.entry())
                .isEqualTo(new JournalEntry(
                        running.id(),
                        running.version() + 1,
                        RunState.RUNNING,
                        RunState.EXECUTOR_ERROR,
                        "Failed",
                        "step \"one\" failed",
                        NOON_MILLIS));
        assertThat(move.next().version()).isEqualTo(running.version() + 1);
        assertThat(move.next().endTime()).isEqualTo(NOON_MILLIS);
        assertThat(move.next().exitCode()).isEqualTo(33);
        assertThat(move.outputs()).isEqualTo("{\"partial\":1}");
        assertThat(move.next().systemLogs()).last().isEqualTo("2026-11-21T12:00:00Z step \"one\" failed");
    }

    @Test
    void everyBadEndSaysWhyInTheRunsOwnLog() {
        assertThat(reasonAtEnd(RunState.QUEUED, FAULTED)).endsWith("the disk is full");
        assertThat(reasonAtEnd(RunState.INITIALIZING, FAILED)).endsWith("step \"one\" failed");
        assertThat(reasonAtEnd(RunState.RUNNING, PREEMPTED)).endsWith("the node was drained");
        assertThat(reasonAtEnd(RunState.QUEUED, CANCEL)).endsWith("cancel requested by ada");
    }

    @Test
    void everyEndCanHaveMoreToSayAfterItsReason() {
        List<String> more = List.of("hook: one", "hook: two");
        Map<RunEvent, RunState> ends = Map.of(
                SUCCEEDED, RunState.RUNNING,
                FAILED, RunState.RUNNING,
                FAULTED, RunState.RUNNING,
                PREEMPTED, RunState.RUNNING,
                STOPPED, RunState.CANCELING);
        ends.forEach((end, state) -> {
            Decision.Accept plain = accept(in(state), end);
            Decision.Accept noted = accept(in(state), end.noting(more));
            assertThat(noted.entry().detail()).isEqualTo(plain.entry().detail());
            assertThat(noted.outputs()).isEqualTo(plain.outputs());
            assertThat(noted.next().state()).isEqualTo(plain.next().state());
            assertThat(noted.next().exitCode()).isEqualTo(plain.next().exitCode());
            List<String> expected = new ArrayList<>(plain.next().systemLogs());
            expected.addAll(List.of("2026-11-21T12:00:00Z hook: one", "2026-11-21T12:00:00Z hook: two"));
            assertThat(noted.next().systemLogs()).isEqualTo(expected);
        });
        for (RunEvent noEnd : List.of(CLAIMED, STARTED, CANCEL)) {
            assertThatThrownBy(() -> noEnd.noting(more)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aStartTeachesJobCommandAndTime() {
        Run running = accept(in(RunState.INITIALIZING), STARTED).next();

        assertThat(running.job()).isEqualTo(JOB);
        assertThat(running.command()).containsExactly("cwltool", "main.cwl");
        assertThat(running.startTime()).isEqualTo(NOON_MILLIS);
        assertThat(running.endTime()).isNull();
        assertThat(running.exitCode()).isNull();
    }

    @Test
    void aStartLearnedWhileCancelingKeepsTheStateAndTheJob() {
        Run canceling = accept(in(RunState.INITIALIZING), CANCEL).next();
        Run learned = accept(canceling, STARTED).next();

        assertThat(learned.state()).isEqualTo(RunState.CANCELING);
        assertThat(learned.job()).isEqualTo(JOB);
    }

    @Test
    void everyClaimIsAnAttempt() {
        Run first = accept(accepted(), CLAIMED).next();
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(accept(first, CLAIMED).next().attempt()).isEqualTo(2);
    }

    @Test
    void theDiagramInTheDocsIsTheTable() throws Exception {
        assertInTheDocs("lifecycle", RunLifecycle.diagram());
    }

    static void assertInTheDocs(String name, String diagram) throws IOException {
        Path page = Path.of(System.getProperty("westerly.root", "")).resolve("docs/architecture.md");
        String begin = "<!-- " + name + ":begin -->\n```mermaid\n";
        String end = "```\n<!-- " + name + ":end -->";
        String text = Files.readString(page);

        assertThat(text).containsOnlyOnce(begin).containsOnlyOnce(end);
        assertThat(text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end)))
                .as("between the markers of %s; copy it from here", page.getFileName())
                .isEqualTo(diagram);
    }

    private static @Nullable String reasonAtEnd(RunState from, RunEvent event) {
        Run ended = accept(in(from), event).next();
        assertThat(ended.state().terminal()).isTrue();
        return ended.systemLogs().getLast();
    }

    @Test
    void aRunIdIsAVersion7UuidInLowerCase() {
        RunId id = RunId.mint(NOON);

        assertThat(id.value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(Long.parseLong(id.value().replace("-", "").substring(0, 12), 16))
                .as("its first 48 bits are milliseconds")
                .isEqualTo(NOON.toEpochMilli());
        assertThat(RunId.mint(NOON)).isNotEqualTo(id);
        assertThat(RunId.mint(NOON.plusMillis(1))).isGreaterThan(id);
        assertThat(RunId.parse(id.value())).contains(id);
    }

    @Test
    void whatIsNoRunIdIsNotRead() {
        String valid = RunId.mint(NOON).value();
        for (String text : List.of(
                "",
                "passport",
                "..",
                "../" + valid,
                valid + "/",
                valid.toUpperCase(java.util.Locale.ROOT),
                valid + "\n",
                valid.replace('-', '_'),
                valid.substring(1),
                "%2e%2e")) {
            assertThat(RunId.parse(text)).as(text).isEmpty();
            assertThatThrownBy(() -> new RunId(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Run accepted() {
        return Run.accepted(
                RunId.mint(NOON), new Owner("ada"), new EngineChoice("cwltool", "3.1"), Map.of(), List.of(), NOON);
    }

    private static Run in(RunState state) {
        Run run = accepted();
        for (RunEvent event : WAYS.getOrDefault(state, List.of())) {
            run = accept(run, event).next();
        }
        assertThat(run.state()).isEqualTo(state);
        return run;
    }

    private static Decision.Accept accept(Run run, RunEvent event) {
        Decision decision = RunLifecycle.decide(run, event, NOON);
        assertThat(decision).as("%s in %s", event, run.state()).isInstanceOf(Decision.Accept.class);
        return (Decision.Accept) decision;
    }
}
