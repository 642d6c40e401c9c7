package org.westerly.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.api.State;
import org.westerly.api.StateChange;
import org.westerly.chaos.client.Testimony;
import org.westerly.chaos.client.Testimony.Deed;
import org.westerly.chaos.client.Testimony.Done;
import org.westerly.chaos.client.Testimony.Seen;
import org.westerly.chaos.client.Testimony.Wanted;
import org.westerly.chaos.client.User;
import org.westerly.chaos.plan.Blow;
import org.westerly.chaos.plan.Fault;
import org.westerly.chaos.plan.Plan;
import org.westerly.chaos.plan.StoreKind;
import org.westerly.chaos.plan.Work;
import org.westerly.chaos.world.Machine;
import org.westerly.chaos.world.Witness;
import org.westerly.chaos.world.World;

/** What a checker does not find when it is there, nobody does: each promise is broken here once, in the evidence. */
class ChecksTest {

    private static final Wanted WANTED = new Wanted("tok", Work.QUICK, 100);
    private static final String RUN = "run-1";

    @TempDir
    Path temp;

    private World world;
    private final Testimony testimony = new Testimony();
    private final List<StoredRun> runs = new ArrayList<>();
    private final List<Witness.Told> told = new ArrayList<>();
    private Fault fault = Fault.KILL_SERVER;

    @BeforeEach
    void aRunThatWentWell() throws IOException {
        Machine machine = new Machine(temp, temp, List.of(), temp, null, false, false);
        world = World.make(machine, plan());
        testimony.wants(WANTED);
        testimony.accepted(WANTED, RUN);
        runs.add(run("COMPLETE", "tok", List.of(), "QUEUED", "INITIALIZING", "RUNNING", "COMPLETE"));
        Files.writeString(world.engine().starts("tok"), "1\n");
        Files.writeString(world.engine().end("tok"), "\n");
        Files.writeString(world.engine().hooks(RUN), "COMPLETE\n");
        Path folder = Files.createDirectories(world.data().resolve("runs/ab/" + RUN + "/work"));
        Files.write(folder.resolve("out.txt"), User.content(WANTED));
        Files.writeString(folder.resolveSibling("stdout"), world.engine().output(WANTED.work(), "tok"));
        told.add(new Witness.Told(RUN, "Started", "INITIALIZING", "server-0", "server-0"));
        long position = 0;
        for (String state : runs.getFirst().states()) {
            testimony.heard(new StateChange(RUN, State.valueOf(state), null, "", ++position));
            testimony.seen(new Seen(0, RUN, State.valueOf(state)));
        }
    }

    @AfterEach
    void end() throws IOException {
        world.close();
    }

    private Plan plan() {
        return new Plan(1, StoreKind.SQLITE, List.of(), List.of(new Blow(1, fault, 0, Duration.ZERO)));
    }

    private static StoredRun run(String state, @Nullable String token, List<String> says, String... states) {
        List<StoredRun.Move> moves = new ArrayList<>();
        @Nullable String from = null;
        for (String to : states) {
            moves.add(new StoredRun.Move(moves.size() + 1, moves.size(), from, to, ""));
            from = to;
        }
        return new StoredRun(RUN, state, token, false, null, says, moves);
    }

    private List<String> found(Check check) throws Exception {
        return check.look(new Evidence(plan(), testimony, world, runs, told)).stream()
                .map(Finding::what)
                .toList();
    }

    private void stored(StoredRun other) {
        runs.set(0, other);
    }

    @Test
    void nothingIsFoundWhereAllIsWell() throws Exception {
        for (Check check : Judge.CHECKS) {
            assertThat(found(check)).as(check.getClass().getSimpleName()).isEmpty();
        }
    }

    @Test
    void aRunThatWasAcknowledgedAndIsNotThere() throws Exception {
        runs.clear();
        assertThat(found(new EveryRunOnce())).anyMatch(what -> what.contains("not stored"));
    }

    @Test
    void oneThatIsThereTwice() throws Exception {
        testimony.accepted(WANTED, "run-2");
        assertThat(found(new EveryRunOnce())).anyMatch(what -> what.contains("and as run-2"));
    }

    @Test
    void oneThatNobodyWanted() throws Exception {
        stored(run("COMPLETE", "other", List.of(), "QUEUED"));
        assertThat(found(new EveryRunOnce())).anyMatch(what -> what.contains("nobody wanted"));
    }

    @Test
    void anEngineThatRanTwice() throws Exception {
        Files.writeString(world.engine().starts("tok"), "1\n2\n");
        assertThat(found(new StartedOnce())).singleElement().asString().contains("2 times");
    }

    @Test
    void anEngineThatNeverRan() throws Exception {
        Files.delete(world.engine().starts("tok"));
        assertThat(found(new StartedOnce())).singleElement().asString().contains("never started");
    }

    @Test
    void aHookThatWasRunTwice() throws Exception {
        Files.writeString(world.engine().hooks(RUN), "CANCELED\nCOMPLETE\nCOMPLETE\n");
        assertThat(found(new HooksOnce())).singleElement().asString().contains("COMPLETE, COMPLETE");
    }

    @Test
    void aHookThatWasNotRun() throws Exception {
        Files.delete(world.engine().hooks(RUN));
        assertThat(found(new HooksOnce())).singleElement().asString().contains("not done");
    }

    @Test
    void anEndThatChanged() throws Exception {
        testimony.seen(new Seen(0, RUN, State.CANCELED));
        assertThat(found(new EndsStay())).hasSize(1);
    }

    @Test
    void aStateThatWentBack() throws Exception {
        testimony.seen(new Seen(0, RUN, State.RUNNING));
        testimony.seen(new Seen(1, RUN, State.RUNNING));
        assertThat(found(new EndsStay())).singleElement().asString().contains("after COMPLETE");
    }

    @Test
    void aFailureThatNothingExcuses() throws Exception {
        stored(run("SYSTEM_ERROR", "tok", List.of("lost"), "QUEUED", "SYSTEM_ERROR"));
        assertThat(found(new EndsAsExpected())).hasSize(1);
        fault = Fault.CUT_POWER;
        assertThat(found(new EndsAsExpected())).isEmpty();
    }

    @Test
    void aCancelThatWasNotHeard() throws Exception {
        testimony.done(new Done(Deed.CANCEL, RUN, true, false, 0));
        assertThat(found(new EndsAsExpected())).singleElement().asString().contains("was canceled with success");
    }

    @Test
    void aJournalWithAGap() throws Exception {
        StoredRun whole = runs.getFirst();
        stored(new StoredRun(
                RUN, whole.state(), "tok", false, null, List.of(), whole.moves().subList(1, 4)));
        assertThat(found(new JournalWhole())).isNotEmpty();
    }

    @Test
    void aMoveThatIsNotAllowed() throws Exception {
        stored(run("RUNNING", "tok", List.of(), "QUEUED", "INITIALIZING", "RUNNING", "COMPLETE", "RUNNING"));
        assertThat(found(new JournalWhole())).anyMatch(what -> what.contains("from=COMPLETE, to=RUNNING"));
    }

    @Test
    void aRunThatIsElsewhereThanItsJournalSays() throws Exception {
        stored(run("CANCELED", "tok", List.of(), "QUEUED", "INITIALIZING", "RUNNING", "COMPLETE"));
        assertThat(found(new JournalWhole())).anyMatch(what -> what.contains("journal ends with COMPLETE"));
    }

    @Test
    void aRunThatIsStuck() throws Exception {
        stored(run("RUNNING", "tok", List.of(), "QUEUED", "INITIALIZING", "RUNNING"));
        assertThat(found(new JournalWhole())).singleElement().asString().contains("is RUNNING");
    }

    @Test
    void aServerThatTellsOfWhatAnotherOneWorksOn() throws Exception {
        told.add(new Witness.Told(RUN, "CancelRequested", "RUNNING", "server-0", "server-1"));
        assertThat(found(new HolderTells())).isEmpty();
        told.add(new Witness.Told(RUN, "Succeeded", "RUNNING", "server-0", "server-1"));
        assertThat(found(new HolderTells())).singleElement().asString().contains("Succeeded was told by server-0");
    }

    @Test
    void aChangeThatNoStreamTold() throws Exception {
        stored(run("CANCELED", "tok", List.of(), "QUEUED", "INITIALIZING", "RUNNING", "CANCELING", "CANCELED"));
        assertThat(found(new EventsWhole())).singleElement().asString().contains("4 changes of 5");
    }

    @Test
    void outputsThatAreCut() throws Exception {
        Path out = world.data().resolve("runs/ab/" + RUN + "/work/out.txt");
        Files.writeString(out, Files.readString(out).substring(1));
        assertThat(found(new ResultsWhole())).singleElement().asString().contains("out.txt");
    }

    @Test
    void aFailureWithoutAWord() throws Exception {
        stored(run("SYSTEM_ERROR", "tok", List.of(), "QUEUED", "SYSTEM_ERROR"));
        assertThat(found(new ReasonsGiven())).singleElement().asString().contains("says nothing");
        stored(run("SYSTEM_ERROR", "tok", List.of("java.io.IOException"), "QUEUED", "SYSTEM_ERROR"));
        assertThat(found(new ReasonsGiven())).hasSize(1);
    }

    @Test
    void filesThatAreLeft() throws Exception {
        Files.createDirectories(world.data().resolve("uploads/server-0/x"));
        Files.writeString(world.data().resolve("uploads/server-0/x/in.txt"), "half");
        Files.createDirectories(world.data().resolve("runs/ab/run-2"));
        Files.writeString(world.data().resolve("runs/ab/run-2/stdout"), "of nobody");
        assertThat(found(new NothingLeft())).hasSize(2);
    }

    @Test
    void aProcessThatIsLeft() throws Exception {
        Process left = new ProcessBuilder("sleep", "1000")
                .directory(Objects.requireNonNull(world.folder()).toFile())
                .start();
        try {
            assertThat(found(new NothingLeft())).singleElement().asString().contains("sleep 1000");
        } finally {
            left.destroyForcibly();
        }
    }
}
