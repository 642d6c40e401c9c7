package org.westerly.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.RunEvent.Cleared;
import org.westerly.server.run.RunEvent.Deleted;
import org.westerly.server.run.RunEvent.PurgeRequested;
import org.westerly.server.run.RunEvent.Purged;
import org.westerly.server.run.RunEvent.Removing;
import org.westerly.server.run.RunEvent.Restored;

class RunRemovalTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final Instant NOON_MILLIS = Instant.parse("2026-11-21T12:00:00.123Z");

    private static final Deleted DELETED = new Deleted("ada");
    private static final Restored RESTORED = new Restored("ada");
    private static final PurgeRequested ASKED = new PurgeRequested("eve");
    private static final Purged PURGED = new Purged();
    private static final Cleared CLEARED = new Cleared("retention");
    private static final List<Removing> ONE_OF_EACH = List.of(DELETED, RESTORED, CLEARED, ASKED, PURGED);

    /** How an ended run comes to each stage. */
    private static final Map<Stage, List<RunEvent>> WAYS = new EnumMap<>(Map.of(
            Stage.KEPT, List.of(),
            Stage.DELETED, List.of(DELETED),
            Stage.PURGING, List.of(DELETED, ASKED),
            Stage.PURGED, List.of(ASKED, PURGED)));

    @Test
    void everyRowIsAMoveAndNothingElseIs() {
        Set<RunRemoval.Row> seen = new HashSet<>();
        for (Stage stage : Stage.values()) {
            for (Removing event : ONE_OF_EACH) {
                if (RunLifecycle.decide(in(stage), event, NOON) instanceof Decision.Accept move) {
                    seen.add(new RunRemoval.Row(
                            stage, event.getClass(), move.next().removal().stage()));
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(RunRemoval.table());
    }

    @Test
    void whatIsSoAlreadyIsIgnoredAndWhatCannotBeIsRefused() {
        Map<Stage, List<Removing>> ignored = Map.of(
                Stage.KEPT, List.of(),
                Stage.DELETED, List.of(DELETED),
                Stage.PURGING, List.of(ASKED),
                Stage.PURGED, List.of(ASKED, PURGED));
        Map<Stage, List<Removing>> refused = Map.of(
                Stage.KEPT, List.of(RESTORED, PURGED),
                Stage.DELETED, List.of(PURGED),
                Stage.PURGING, List.of(DELETED, RESTORED, CLEARED),
                Stage.PURGED, List.of(DELETED, RESTORED, CLEARED));
        for (Stage stage : Stage.values()) {
            for (Removing event : ignored.getOrDefault(stage, List.of())) {
                assertThat(RunLifecycle.decide(in(stage), event, NOON))
                        .as("%s in %s", event, stage)
                        .isInstanceOf(Decision.Ignore.class);
            }
            for (Removing event : refused.getOrDefault(stage, List.of())) {
                assertThat(RunLifecycle.decide(in(stage), event, NOON))
                        .as("%s in %s", event, stage)
                        .isInstanceOf(Decision.Refuse.class);
            }
        }
    }

    @Test
    void aRunThatHasNotEndedIsNotTakenAway() {
        Run queued = queued();
        Run running = accept(
                accept(queued, new RunEvent.Claimed(1)),
                new RunEvent.Started(new JobRef("local", Path.of("/slot"), "1"), List.of("x"), List.of()));
        for (Run run : List.of(queued, running, accept(running, new RunEvent.CancelRequested("ada")))) {
            for (Removing event : ONE_OF_EACH) {
                assertThat(RunLifecycle.decide(run, event, NOON)).isInstanceOf(Decision.Refuse.class);
            }
        }
    }

    @Test
    void noStateChangesAndEveryMoveIsWrittenDown() {
        Run run = in(Stage.KEPT);
        for (Removing event : List.of(DELETED, RESTORED, DELETED, ASKED, PURGED)) {
            Decision.Accept move = (Decision.Accept) RunLifecycle.decide(run, event, NOON);
            String detail = event == PURGED ? "" : event == ASKED ? "by eve" : "by ada";
            assertThat(move.entry())
                    .isEqualTo(new JournalEntry(
                            run.id(),
                            run.version() + 1,
                            RunState.COMPLETE,
                            RunState.COMPLETE,
                            event.getClass().getSimpleName(),
                            detail,
                            NOON_MILLIS));
            assertThat(move.next().version()).isEqualTo(run.version() + 1);
            assertThat(move.next().state()).isEqualTo(RunState.COMPLETE);
            assertThat(move.outputs()).isNull();
            run = move.next();
        }
    }

    @Test
    void workingFilesAreClearedAwayOnceAndThatIsSaidForGood() {
        for (Stage stage : List.of(Stage.KEPT, Stage.DELETED)) {
            Run before = in(stage);
            Decision.Accept move = (Decision.Accept) RunLifecycle.decide(before, CLEARED, NOON);
            Run run = move.next();
            assertThat(move.entry().detail()).isEqualTo("by retention");
            assertThat(run.removal()).isEqualTo(new Removal(before.deletedAt(), NOON_MILLIS, null));
            assertThat(run.systemLogs())
                    .startsWith(before.systemLogs().toArray(String[]::new))
                    .last()
                    .isEqualTo("2026-11-21T12:00:00Z the working files were removed by retention");
            assertThat(RunLifecycle.decide(run, CLEARED, NOON)).isInstanceOf(Decision.Ignore.class);
            run = accept(run, stage == Stage.KEPT ? DELETED : RESTORED);
            run = accept(run, stage == Stage.KEPT ? RESTORED : DELETED);
            assertThat(run.removal().clearedAt()).isEqualTo(NOON_MILLIS);
            run = accept(accept(run, ASKED), PURGED);
            assertThat(run.removal().clearedAt()).isEqualTo(NOON_MILLIS);
            assertThat(run.systemLogs()).isEmpty();
        }
    }

    @Test
    void untilItIsPurgedARunKeepsEverything() {
        Run kept = in(Stage.KEPT);
        for (Stage stage : List.of(Stage.DELETED, Stage.PURGING)) {
            Run run = in(stage);
            assertThat(run.execution()).isEqualTo(kept.execution());
            assertThat(run.systemLogs()).isEqualTo(kept.systemLogs());
            assertThat(run.tags()).isEqualTo(kept.tags());
            assertThat(run.deletedAt()).isEqualTo(NOON_MILLIS);
        }
    }

    @Test
    void aTombstoneTellsWhoseItWasWhenAndWhoPurgedIt() {
        Run kept = in(Stage.KEPT);
        Run tombstone = in(Stage.PURGED);
        assertThat(tombstone.owner()).isEqualTo(kept.owner());
        assertThat(tombstone.submittedAt()).isEqualTo(kept.submittedAt());
        assertThat(tombstone.startTime()).isEqualTo(kept.startTime());
        assertThat(tombstone.endTime()).isEqualTo(kept.endTime());
        assertThat(tombstone.removal())
                .isEqualTo(new Removal(NOON_MILLIS, null, new Removal.Purge("eve", NOON_MILLIS, NOON_MILLIS)));
        assertThat(tombstone.tags()).isEmpty();
        assertThat(tombstone.command()).isEmpty();
        assertThat(tombstone.systemLogs()).isEmpty();
        assertThat(tombstone.job()).isNull();
        assertThat(tombstone.exitCode()).isNull();
    }

    @Test
    void whatIsPurgedIsOutOfSight() {
        assertThatThrownBy(() -> new Removal(null, null, new Removal.Purge("eve", NOON, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Stream.of(Stage.values()).filter(Stage::tombstone)).containsExactly(Stage.PURGING, Stage.PURGED);
    }

    @Test
    void theDiagramInTheDocsIsTheTable() throws Exception {
        RunLifecycleTest.assertInTheDocs("removal", RunRemoval.diagram());
    }

    private static Run queued() {
        return Run.accepted(
                RunId.mint(NOON),
                new Owner("ada"),
                new EngineChoice("cwltool", "3.1"),
                Map.of("patient", "4711"),
                List.of("a note"),
                NOON);
    }

    private static Run in(Stage stage) {
        Run run = accept(queued(), new RunEvent.Claimed(1));
        run = accept(
                run,
                new RunEvent.Started(
                        new JobRef("local", Path.of("/slot"), "1"), List.of("cwltool", "main.cwl"), List.of("x")));
        run = accept(run, new RunEvent.Succeeded(0, "{}", List.of("y")));
        for (RunEvent event : WAYS.getOrDefault(stage, List.of())) {
            run = accept(run, event);
        }
        assertThat(run.removal().stage()).isEqualTo(stage);
        return run;
    }

    private static Run accept(Run run, RunEvent event) {
        Decision decision = RunLifecycle.decide(run, event, NOON);
        assertThat(decision).as("%s", event).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).next();
    }
}
