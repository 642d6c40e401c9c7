package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.RunFolder;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.RunEvent;
import org.westerly.server.run.RunId;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.memory.MemoryRunStore;

/** A purge comes to its end, wherever the server that began it was killed. */
class PurgeRunsTest {

    @TempDir
    Path temp;

    private final RunStore store = new MemoryRunStore();

    private Rig rig() throws IOException {
        return rig(store);
    }

    private Rig rig(RunStore over) throws IOException {
        return new Rig(over, Files.createDirectories(temp.resolve("runs")), 10);
    }

    /** A run that has ended, with files, in the usual place or elsewhere. */
    private RunId ended(Rig rig, Optional<Path> elsewhere) throws IOException {
        RunId id = rig.submit();
        rig.askToCancel(id);
        RunFolder folder = rig.machinery.folders().make(id, elsewhere);
        for (int i = 0; i < 20; i++) {
            Path deep = Files.createDirectories(folder.work().resolve("d" + i + "/e"));
            Files.writeString(deep.resolve("file"), "4711");
        }
        Files.createSymbolicLink(folder.work().resolve("out"), temp);
        return id;
    }

    private static void ask(Rig rig, RunId id) {
        rig.moves.require(id, new RunEvent.PurgeRequested("eve"));
    }

    private static Stage stage(Rig rig, RunId id) {
        return rig.run(id).removal().stage();
    }

    /** Every file and link of that name, anywhere. */
    private List<Path> left(RunId id) throws IOException {
        try (var walk = Files.walk(temp)) {
            return walk.filter(path -> path.toString().contains(id.value())).toList();
        }
    }

    @Test
    void filesGoFirstThenThePayload() throws Exception {
        Rig rig = rig();
        RunId kept = ended(rig, Optional.empty());
        RunId id = ended(rig, Optional.empty());
        rig.purgeAndWait();
        assertThat(left(id)).as("nobody has asked").isNotEmpty();

        ask(rig, id);
        rig.purgeAndWait();
        assertThat(left(id)).isEmpty();
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGED);
        assertThat(store.request(id)).isEmpty();
        assertThat(left(kept)).isNotEmpty();
        assertThat(store.request(kept)).isPresent();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aRunWithoutFilesIsPurgedToo() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.askToCancel(id);
        rig.machinery.uploads().open(id).next().close();
        assertThat(left(id)).isNotEmpty();
        ask(rig, id);
        rig.purgeAndWait();
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGED);
        assertThat(left(id)).isEmpty();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void theNextServerGoesOnWhereverTheLastWasKilled() throws Exception {
        for (int killedAfter = 0; killedAfter <= 20; killedAfter += 5) {
            Rig first = rig();
            RunId id = ended(first, Optional.empty());
            ask(first, id);
            Path work = first.machinery.folders().of(id).work();
            for (int i = 0; i < killedAfter; i++) {
                Files.delete(work.resolve("d" + i + "/e/file"));
            }
            Rig next = rig();
            next.purgeAndWait();
            assertThat(stage(next, id)).isEqualTo(Stage.PURGED);
            assertThat(left(id)).isEmpty();
            assertThat(next.mishaps).isEmpty();
        }
    }

    @Test
    void killedAfterTheFilesAndBeforeThePayload() throws Exception {
        AtomicBoolean refuse = new AtomicBoolean(true);
        RunStore refusing = FailingStore.before(store, (method, _) -> {
            if (method.equals("compareAndSet") && refuse.get()) {
                throw new IllegalStateException("killed");
            }
        });
        RunId id = ended(rig(), Optional.empty());
        ask(rig(), id);
        Rig first = rig(refusing);
        first.purgeAndWait();
        assertThat(left(id)).isEmpty();
        assertThat(stage(first, id)).isEqualTo(Stage.PURGING);
        assertThat(store.request(id)).isPresent();
        assertThat(first.mishaps)
                .singleElement()
                .satisfies(told ->
                        assertThat(told).hasMessageContaining(id.value()).hasMessageContaining("stays under way"));

        refuse.set(false);
        first.purgeAndWait();
        assertThat(stage(first, id)).as("not before its pause is over").isEqualTo(Stage.PURGING);
        first.now.updateAndGet(now -> now.plus(PurgeRuns.FIRST_PAUSE));
        first.purgeAndWait();
        assertThat(stage(first, id)).isEqualTo(Stage.PURGED);
        assertThat(store.request(id)).isEmpty();
    }

    @Test
    void aFolderElsewhereGoesAndNothingBesideIt() throws Exception {
        Rig rig = rig();
        Path disk = Files.createDirectories(temp.resolve("disk"));
        Path neighbour = Files.writeString(disk.resolve("neighbour"), "stays");
        RunId id = rig.submit();
        rig.askToCancel(id);
        RunFolder folder =
                rig.machinery.folders().make(id, Optional.of(disk.resolve("eve").resolve(id.value())));
        Files.writeString(folder.work().resolve("file"), "4711");
        ask(rig, id);
        rig.purgeAndWait();
        assertThat(left(id)).isEmpty();
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGED);
        assertThat(neighbour).hasContent("stays");
        assertThat(disk.resolve("eve")).isEmptyDirectory();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aDiskThatIsNotThereIsNoFolderThatIsGone() throws Exception {
        Rig rig = rig();
        Path disk = temp.resolve("disk");
        RunId id = rig.submit();
        rig.askToCancel(id);
        rig.machinery.folders().make(id, Optional.of(disk.resolve(id.value())));
        RunId other = ended(rig, Optional.empty());
        Files.move(disk, temp.resolve("unmounted"));
        Files.createDirectory(disk);
        ask(rig, id);
        ask(rig, other);
        rig.purgeAndWait();
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGING);
        assertThat(store.request(id)).isPresent();
        assertThat(stage(rig, other)).as("holds up nobody else").isEqualTo(Stage.PURGED);
        assertThat(rig.mishaps)
                .singleElement()
                .satisfies(told -> assertThat(told).hasStackTraceContaining("perhaps its disk is not mounted"));

        Files.delete(disk);
        Files.move(temp.resolve("unmounted"), disk);
        Rig next = rig();
        next.purgeAndWait();
        assertThat(stage(next, id)).isEqualTo(Stage.PURGED);
        assertThat(left(id)).isEmpty();
    }

    @Test
    void killedBetweenAFolderElsewhereAndTheLinkToIt() throws Exception {
        Rig rig = rig();
        Path disk = temp.resolve("disk");
        RunId id = rig.submit();
        rig.askToCancel(id);
        RunFolder folder = rig.machinery.folders().make(id, Optional.of(disk.resolve(id.value())));
        ask(rig, id);
        // As it is left then.
        String name = id.value();
        Files.createFile(
                temp.resolve("runs").resolve(name.substring(name.length() - 2)).resolve(name + ".removing"));
        org.westerly.server.files.DeleteTree.below(folder.root());
        rig.purgeAndWait();
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGED);
        assertThat(left(id)).isEmpty();
        assertThat(rig.mishaps).isEmpty();
    }

    @Test
    void aLinkThatLeadsToSomethingElseIsNotFollowed() throws Exception {
        Rig rig = rig();
        RunId id = rig.submit();
        rig.askToCancel(id);
        Path precious = Files.createDirectories(temp.resolve("precious"));
        Files.writeString(precious.resolve("file"), "stays");
        rig.machinery.folders().make(id, Optional.of(precious));
        ask(rig, id);
        rig.purgeAndWait();
        assertThat(precious.resolve("file")).hasContent("stays");
        assertThat(stage(rig, id)).isEqualTo(Stage.PURGING);
        assertThat(rig.mishaps)
                .singleElement()
                .satisfies(told -> assertThat(told).hasStackTraceContaining("no folder of that run"));
    }

    @Test
    void manyAreDoneAFewAtATime() throws Exception {
        Rig rig = rig();
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RunId id = ended(rig, Optional.empty());
            ids.add(id);
            ask(rig, id);
        }
        List<Integer> done = new ArrayList<>();
        while (!store.purging(1).isEmpty()) {
            rig.purgeAndWait();
            done.add((int)
                    ids.stream().filter(id -> stage(rig, id) == Stage.PURGED).count());
        }
        assertThat(done).containsExactly(2, 4, 5);
    }

    @Test
    void aStopBreaksOffAndTheNextStartGoesOn() throws Exception {
        Rig rig = rig();
        RunId id = ended(rig, Optional.empty());
        ask(rig, id);
        Rig stopping = rig();
        stopping.purge.step();
        stopping.acts.purges().stop(id);
        assertThat(stopping.mishaps).isEmpty();
        Rig next = rig();
        next.purgeAndWait();
        assertThat(stage(next, id)).isEqualTo(Stage.PURGED);
        assertThat(left(id)).isEmpty();
    }
}
