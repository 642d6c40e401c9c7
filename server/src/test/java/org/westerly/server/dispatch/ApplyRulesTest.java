package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.dispatch.RetentionRule.Action;
import org.westerly.server.engine.UsedEngines;
import org.westerly.server.job.JobRef;
import org.westerly.server.results.WorkingFiles;
import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunSelection.TagFilter;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.memory.MemoryRunStore;

/** Rules of retention: what they take, when, from whom, and what comes after a kill. */
class ApplyRulesTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path temp;

    private final RunStore store = new MemoryRunStore();
    private Rig rig;

    @BeforeEach
    void begin() throws IOException {
        rig = rig(store);
    }

    private Rig rig(RunStore over) throws IOException {
        Rig made = new Rig(over, Files.createDirectories(temp.resolve("runs")), 10);
        if (rig != null) {
            made.now.set(rig.now.get());
        }
        return made;
    }

    private static RetentionRule rule(Action action, Duration after) {
        return new RetentionRule(1, action, after, Set.of(), List.of(), List.of());
    }

    private ApplyRules rules(Rig by, RetentionRule... rules) {
        return new ApplyRules(
                by.store,
                by.moves,
                working(by),
                new Retention(List.of(rules), Duration.ofHours(1), temp.resolve("cache")),
                by.wakes,
                by.clock,
                by::survived);
    }

    private static WorkingFiles working(Rig by) {
        return new WorkingFiles(new UsedEngines(by.machinery.engines()), by.machinery.folders());
    }

    private void later(Duration time) {
        rig.now.updateAndGet(now -> now.plus(time));
    }

    /** A run at work, with a working file and an output. */
    private RunId running(Map<String, String> tags, String... command) throws IOException {
        RunId id = RunId.mint(rig.now.get());
        store.insert(
                Run.accepted(id, Owner.ANONYMOUS, FakeEngine.CHOICE, tags, List.of(), rig.now.get()),
                new RunRequest("wf.fake", "FAKE", "1.0", null, null, null, Map.of(), tags, List.of()),
                null);
        rig.moves.require(id, new RunEvent.Claimed(1));
        rig.moves.require(
                id, new RunEvent.Started(new JobRef("none", temp.resolve("slot"), "1"), List.of(command), List.of()));
        var folder = rig.machinery.folders().make(id, java.util.Optional.empty());
        Files.writeString(folder.work().resolve("part"), "1");
        Files.writeString(folder.outputs().resolve("result"), "1");
        return id;
    }

    private RunId ended(Map<String, String> tags, String... command) throws IOException {
        RunId id = running(tags, command);
        rig.moves.require(id, new RunEvent.Succeeded(0, "{}", List.of()));
        return id;
    }

    private RunId ended() throws IOException {
        return ended(Map.of(), "x");
    }

    private Path part(RunId id) {
        return rig.machinery.folders().of(id).work().resolve("part");
    }

    private Stage stage(RunId id) {
        return rig.run(id).removal().stage();
    }

    private long cleared(RunId id) {
        return store.journal(id).stream()
                .filter(line -> line.event().equals("Cleared"))
                .count();
    }

    private JournalEntry lastLine(RunId id) {
        return store.journal(id).getLast();
    }

    @Test
    void eachActionWhenItIsTimeAndNotBefore() throws Exception {
        for (Action action : Action.values()) {
            RunId id = ended();
            ApplyRules rules = rules(rig, rule(action, WEEK));
            later(WEEK.minusMillis(1));
            int before = store.journal(id).size();
            rules.step();
            assertThat(store.journal(id)).as("%s, too early", action).hasSize(before);
            later(Duration.ofMillis(1));
            rules.step();
            rules.step();
            assertThat(store.journal(id)).as("%s, once", action).hasSize(before + 1);
            assertThat(lastLine(id).detail()).isEqualTo("by retention");
            assertThat(lastLine(id).event())
                    .isEqualTo(
                            switch (action) {
                                case PURGE -> "PurgeRequested";
                                case DELETE -> "Deleted";
                                case DROP_INTERMEDIATES -> "Cleared";
                            });
            assertThat(Files.exists(part(id))).isEqualTo(action != Action.DROP_INTERMEDIATES);
            assertThat(rig.machinery.folders().of(id).outputs().resolve("result"))
                    .hasContent("1");
            rig.purgeAndWait();
        }
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aPurgeLeavesATombstoneThatNamesRetention() throws Exception {
        RunId id = ended();
        later(WEEK);
        rules(rig, rule(Action.PURGE, WEEK)).step();
        rig.purgeAndWait();
        assertThat(stage(id)).isEqualTo(Stage.PURGED);
        assertThat(rig.run(id).removal().purge())
                .isNotNull()
                .satisfies(purge -> assertThat(purge.by()).isEqualTo("retention"));
        assertThat(part(id)).doesNotExist();
    }

    @Test
    void aRunThatHasNotEndedIsNeverTouched() throws Exception {
        RunId queued = rig.submit();
        RunId working = running(Map.of(), "x");
        RunId canceling = running(Map.of(), "x");
        rig.askToCancel(canceling);
        later(Duration.ofDays(1_000));
        for (Action action : Action.values()) {
            rules(rig, rule(action, Duration.ZERO)).step();
        }
        assertThat(List.of(rig.state(queued), rig.state(working), rig.state(canceling)))
                .containsExactly(RunState.QUEUED, RunState.RUNNING, RunState.CANCELING);
        for (RunId id : List.of(queued, working, canceling)) {
            assertThat(stage(id)).isEqualTo(Stage.KEPT);
            assertThat(cleared(id)).isZero();
        }
        assertThat(part(working)).exists();
        assertThat(part(canceling)).exists();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void onlyWhatTheRuleNamesAndNothingThatIsKept() throws Exception {
        RunId matches = ended(Map.of("project", "test"), "x");
        RunId other = ended(Map.of("project", "prod"), "x");
        RunId pinned = ended(Map.of("project", "test", "keep", "until 2030"), "x");
        RunId failed = running(Map.of("project", "test"), "x");
        rig.moves.require(failed, new RunEvent.Failed(1, "{}", "no"));
        later(WEEK);
        rules(
                        rig,
                        new RetentionRule(
                                1,
                                Action.DELETE,
                                WEEK,
                                Set.of(RunState.COMPLETE),
                                List.of(new TagFilter("project", "test")),
                                List.of(new TagFilter("keep", null))))
                .step();
        assertThat(stage(matches)).isEqualTo(Stage.DELETED);
        assertThat(List.of(stage(other), stage(pinned), stage(failed))).containsOnly(Stage.KEPT);
    }

    @Test
    void severalRulesEachDoTheirs() throws Exception {
        RunId id = ended();
        RetentionRule[] all = {
            rule(Action.DROP_INTERMEDIATES, WEEK),
            rule(Action.DELETE, WEEK.multipliedBy(2)),
            rule(Action.PURGE, WEEK.multipliedBy(3))
        };
        List<String> events = new ArrayList<>();
        for (int week = 0; week < 4; week++) {
            rules(rig, all).step();
            events.add(lastLine(id).event());
            later(WEEK);
        }
        assertThat(events).containsExactly("Succeeded", "Cleared", "Deleted", "PurgeRequested");
    }

    @Test
    void aRunThatWasRestoredIsGivenTheTimeOnceMore() throws Exception {
        RunId id = ended();
        ApplyRules rules = rules(rig, rule(Action.DELETE, WEEK));
        later(WEEK);
        rules.step();
        rig.moves.require(id, new RunEvent.Restored("ada"));
        rules.step();
        rules(rig, rule(Action.PURGE, WEEK)).step();
        later(WEEK.minusMillis(1));
        rules.step();
        assertThat(stage(id)).isEqualTo(Stage.KEPT);
        later(Duration.ofMillis(1));
        rules.step();
        assertThat(stage(id)).isEqualTo(Stage.DELETED);
    }

    @Test
    void killedBetweenTheFilesAndTheMoveItIsDoneAgain() throws Exception {
        AtomicBoolean refuse = new AtomicBoolean(true);
        RunStore refusing = FailingStore.before(store, (method, _) -> {
            if (method.equals("compareAndSet") && refuse.get()) {
                throw new IllegalStateException("killed");
            }
        });
        RunId id = ended();
        later(WEEK);
        Rig first = rig(refusing);
        ApplyRules rules = rules(first, rule(Action.DROP_INTERMEDIATES, WEEK));
        rules.step();
        assertThat(part(id)).doesNotExist();
        assertThat(cleared(id)).isZero();
        assertThat(first.mishaps)
                .singleElement()
                .satisfies(told ->
                        assertThat(told).hasMessageContaining("rule 1 of retention (drop-intermediates) to run " + id));
        refuse.set(false);
        rules.step();
        assertThat(cleared(id)).as("not before its pause is over").isZero();
        rules(rig(store), rule(Action.DROP_INTERMEDIATES, WEEK)).step();
        assertThat(cleared(id)).as("by the next server").isEqualTo(1);
        assertThat(rig.lastWord(id)).endsWith("the working files were removed by retention");
        first.now.updateAndGet(now -> now.plus(ApplyRules.PAUSE));
        rules.step();
        assertThat(cleared(id)).isEqualTo(1);
    }

    @Test
    void resultsThatARunAtWorkMayReadStayUntilItHasEnded() throws Exception {
        String cache = "--call-cache=" + temp.resolve("cache/miniwdl/u");
        RunId sharing = ended(Map.of(), "engine", cache);
        RunId alone = ended(Map.of(), "engine");
        RunId reader = running(Map.of(), "engine", cache);
        later(WEEK);
        ApplyRules rules = rules(rig, rule(Action.DROP_INTERMEDIATES, WEEK));
        rules.step();
        assertThat(cleared(alone)).isEqualTo(1);
        assertThat(cleared(sharing)).isZero();
        assertThat(part(sharing)).exists();
        rig.moves.require(reader, new RunEvent.Succeeded(0, "{}", List.of()));
        rules.step();
        assertThat(cleared(sharing)).isEqualTo(1);
    }

    @Test
    void manyAreDoneAFewAtATimeAndTheFirstToEndFirst() throws Exception {
        List<RunId> all = new ArrayList<>();
        for (int i = 0; i < ApplyRules.AT_ONCE + 5; i++) {
            all.add(ended());
            later(Duration.ofMillis(1));
        }
        later(WEEK);
        ApplyRules rules = rules(rig, rule(Action.DELETE, WEEK));
        rules.step();
        assertThat(all.subList(0, ApplyRules.AT_ONCE)).allMatch(id -> stage(id) == Stage.DELETED);
        assertThat(all.subList(ApplyRules.AT_ONCE, all.size())).allMatch(id -> stage(id) == Stage.KEPT);
        rules.step();
        assertThat(all).allMatch(id -> stage(id) == Stage.DELETED);
    }

    @Test
    void aStopBreaksOff() throws Exception {
        RunId id = ended();
        later(WEEK);
        rig.wakes.retention().stop();
        rules(rig, rule(Action.DROP_INTERMEDIATES, WEEK)).step();
        assertThat(part(id)).exists();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void thePreviewTellsTheSameAndChangesNothing() throws Exception {
        RunId id = ended();
        RunId pinned = ended(Map.of("keep", "yes"), "x");
        later(WEEK);
        List<RetentionRule> rules = List.of(
                rule(Action.DELETE, WEEK),
                new RetentionRule(
                        2, Action.DROP_INTERMEDIATES, WEEK, Set.of(), List.of(), List.of(new TagFilter("keep", null))),
                rule(Action.PURGE, WEEK.plusMillis(1)));
        List<String> told = new ArrayList<>();
        new PreviewRules(store, working(rig), rig.machinery.folders())
                .visit(
                        rules,
                        rig.now.get(),
                        due -> told.add(due.rule().action().word() + " "
                                + due.run().id() + " " + due.amount().files() + " "
                                + due.amount().bytes()));
        assertThat(told)
                .containsExactly(
                        "delete " + id + " 0 0", "delete " + pinned + " 0 0", "drop-intermediates " + id + " 1 1");
        assertThat(stage(id)).isEqualTo(Stage.KEPT);
        assertThat(part(id)).exists();
    }
}
