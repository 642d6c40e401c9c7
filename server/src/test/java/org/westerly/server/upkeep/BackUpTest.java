package org.westerly.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.westerly.server.store.Samples.ADA;
import static org.westerly.server.store.Samples.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.job.JobRef;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunEvent;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.RunMoves;
import org.westerly.server.store.Samples;
import org.westerly.server.store.jdbc.BackUpStore;
import org.westerly.server.store.jdbc.JdbcRunStore;
import org.westerly.server.store.jdbc.ReadOnlyRuns;
import org.westerly.server.store.jdbc.StoreAddress;
import org.westerly.server.store.jdbc.VerifyStore;
import org.westerly.testkit.PostgresServer;

/** A data folder with a run that ended and one that waits, and what a backup and a look make of it. */
class BackUpTest {

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private Run ended = Samples.run(ADA, Map.of());
    private Run waiting = Samples.run(ADA, Map.of());
    private final List<String> leftOut = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        backup = Files.createDirectories(folder.resolve("backup"));
        try (JdbcRunStore store = JdbcRunStore.open(url())) {
            fill(store);
        }
        RunFolder files = new RunFolders(data.resolve("runs")).make(ended.id(), Optional.empty());
        Files.writeString(files.outputs().resolve("é %.txt"), "result");
        Files.createSymbolicLink(files.work().resolve("link"), Path.of("../outputs"));
        Path tree = Files.createDirectories(
                data.resolve("uploads/server").resolve(waiting.id().value()).resolve("tree/sub"));
        Files.writeString(tree.resolve("data.txt"), "attached");
        Files.writeString(tree.resolveSibling("main.cwl"), "cwl");
        Files.writeString(data.resolve("westerly.yaml"), "a: b");
    }

    private String url() {
        return "jdbc:sqlite:" + data.resolve("westerly.db");
    }

    private void fill(JdbcRunStore store) {
        RunMoves moves = new RunMoves(store, () -> NOON);
        store.insert(ended, Samples.request(), null);
        store.insert(waiting, Samples.request(), null);
        moves.require(ended.id(), new RunEvent.Claimed(1));
        moves.require(
                ended.id(),
                new RunEvent.Started(new JobRef("local", Path.of("/slot"), "pid=1"), List.of("x"), List.of()));
        moves.require(ended.id(), new RunEvent.Succeeded(0, "{}", List.of()));
    }

    private void backUp(String from) throws IOException {
        Manifest.remove(backup);
        Path store = Manifest.store(backup);
        BackUpStore.to(store, StoreAddress.of(from));
        StoreAddress copy = StoreAddress.of("jdbc:sqlite:" + store);
        try (ReadOnlyRuns runs = ReadOnlyRuns.open(copy)) {
            BackUpFolders files = new BackUpFolders(runs, data, backup, leftOut::add)
                    .make(name -> name.toString().equals("westerly.yaml"));
            new Manifest(
                            "now",
                            new VerifyStore(found::add, null).verify(copy).end().toString(),
                            Manifest.digest(store),
                            CheckBackup.digest(backup),
                            files.files(),
                            files.bytes())
                    .write(backup);
        }
    }

    private List<Finding> look() throws IOException {
        found.clear();
        var _ = new CheckBackup(backup, found::add).check();
        return found;
    }

    private Path copied() {
        String id = ended.id().value();
        return backup.resolve("runs").resolve(id.substring(id.length() - 2)).resolve(id);
    }

    @Test
    void everythingOfARunIsInABackupMadeBesideItsServer() throws IOException {
        try (JdbcRunStore store = JdbcRunStore.open(url())) {
            backUp(url());
            store.insert(Samples.run(ADA, Map.of()), Samples.request(), null);
        }
        assertThat(leftOut).isEmpty();
        assertThat(look()).isEmpty();
        assertThat(copied().resolve("outputs/é %.txt")).hasContent("result");
        assertThat(Files.readSymbolicLink(copied().resolve("work/link"))).isEqualTo(Path.of("../outputs"));
        assertThat(backup.resolve("uploads/restored/" + waiting.id() + "/tree/sub/data.txt"))
                .hasContent("attached");
        assertThat(backup.resolve("data/westerly.yaml")).hasContent("a: b");
        try (JdbcRunStore restored = JdbcRunStore.open("jdbc:sqlite:" + Manifest.store(backup))) {
            assertThat(restored.get(ended.id())).isPresent();
            assertThat(restored.newestSequence()).isEqualTo(2);
        }
    }

    @Test
    void aBackupOfPostgresIsOfTheSameForm() throws IOException {
        String url = PostgresServer.shared().database();
        try (JdbcRunStore store = JdbcRunStore.open(url)) {
            fill(store);
            backUp(url);
            try (JdbcRunStore restored = JdbcRunStore.open("jdbc:sqlite:" + Manifest.store(backup))) {
                assertThat(restored.signingKey()).isEqualTo(store.signingKey());
                assertThat(restored.get(ended.id())).isEqualTo(store.get(ended.id()));
                assertThat(restored.counts(ADA)).isEqualTo(store.counts(ADA));
            }
            assertThat(backup.resolve("store.db-journal")).doesNotExist();
        }
        assertThat(leftOut).isEmpty();
    }

    @Test
    void onlyWhatChangedIsCopiedAgainAndWhatIsGoneGoes() throws IOException {
        backUp(url());
        Path same = copied().resolve("outputs/é %.txt");
        Object inode = Files.getAttribute(same, "unix:ino");
        RunFolder files = new RunFolders(data.resolve("runs")).of(ended.id());
        Files.writeString(files.stdout(), "more");
        Files.delete(files.work().resolve("link"));
        backUp(url());
        assertThat(Files.getAttribute(same, "unix:ino")).isEqualTo(inode);
        assertThat(copied().resolve("stdout")).hasContent("more");
        assertThat(Files.exists(copied().resolve("work/link"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(look()).isEmpty();
        try (JdbcRunStore store = JdbcRunStore.open(url())) {
            RunMoves moves = new RunMoves(store, () -> NOON);
            moves.require(ended.id(), new RunEvent.PurgeRequested("ada"));
            moves.require(ended.id(), new RunEvent.Purged());
        }
        backUp(url());
        assertThat(copied()).doesNotExist();
        assertThat(look()).isEmpty();
    }

    @Test
    void aRunAtWorkHasAnEmptyFolderAndAttachmentsOfOneThatIsPreparedAreFoundInItsOwn() throws IOException {
        Run working = Samples.run(ADA, Map.of());
        Run prepared = Samples.run(ADA, Map.of());
        try (JdbcRunStore store = JdbcRunStore.open(url())) {
            RunMoves moves = new RunMoves(store, () -> NOON);
            for (Run run : List.of(working, prepared)) {
                store.insert(run, Samples.request(), null);
                moves.require(run.id(), new RunEvent.Claimed(1));
                RunFolder files = new RunFolders(data.resolve("runs")).make(run.id(), Optional.empty());
                Files.createDirectories(files.work().resolve("sub"));
                Files.writeString(files.work().resolve("sub/data.txt"), "moved");
                Files.writeString(files.work().resolve("main.cwl"), "cwl");
            }
            moves.require(
                    working.id(),
                    new RunEvent.Started(new JobRef("local", Path.of("/slot"), "pid=1"), List.of("x"), List.of()));
            backUp(url());
        }
        String id = working.id().value();
        assertThat(backup.resolve("runs").resolve(id.substring(id.length() - 2)).resolve(id))
                .isEmptyDirectory();
        assertThat(backup.resolve("uploads/restored/" + prepared.id() + "/tree/sub/data.txt"))
                .hasContent("moved");
        assertThat(leftOut).isEmpty();
        assertThat(look()).isEmpty();
    }

    @Test
    void whatBecameOfABackupIsTold() throws IOException {
        backUp(url());
        Path file = copied().resolve("outputs/é %.txt");
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "rEsult");
        Files.setLastModifiedTime(file, before);
        Files.writeString(copied().resolve("added"), "");
        Files.delete(backup.resolve("data/westerly.yaml"));
        assertThat(look())
                .extracting(Finding::what)
                .containsExactlyInAnyOrder("is not what was written", "was added", "is not there");
        Files.writeString(Manifest.store(backup), "x", java.nio.file.StandardOpenOption.APPEND);
        assertThat(look()).extracting(Finding::about).contains("store.db");
        Manifest.remove(backup);
        assertThat(look()).singleElement().extracting(Finding::what).asString().contains("not finished");
    }

    @Test
    void whatDoesNotBelongIsFoundAndWhatIsSafeIsPutRight() throws IOException, InterruptedException {
        List<CheckFolders.Mend> mends = new ArrayList<>();
        CheckFolders.Report report = new CheckFolders.Report() {
            @Override
            public void found(Finding finding) {
                found.add(finding);
            }

            @Override
            public void mendable(Finding finding, CheckFolders.Mend mend) {
                found.add(finding);
                mends.add(mend);
            }
        };
        look(report);
        assertThat(found).isEmpty();
        Run stranger = Samples.run(ADA, Map.of());
        Path upload = Files.createDirectories(
                data.resolve("uploads/server").resolve(stranger.id().value()));
        new RunFolders(data.resolve("runs")).make(stranger.id(), Optional.empty());
        Files.move(new RunFolders(data.resolve("runs")).of(ended.id()).root(), data.resolve("moved"));
        look(report);
        assertThat(found)
                .extracting(Finding::check)
                .containsExactlyInAnyOrder(Check.FOLDER, Check.FOLDER, Check.UPLOAD);
        for (CheckFolders.Mend mend : mends) {
            mend.make();
        }
        assertThat(upload).doesNotExist();
    }

    private void look(CheckFolders.Report report) throws IOException {
        found.clear();
        try (ReadOnlyRuns runs = ReadOnlyRuns.open(StoreAddress.of(url()))) {
            CheckFolders check = new CheckFolders(runs, data, report);
            assertThat(check.checkRuns(Optional.empty())).isZero();
            check.checkStrangers();
            check.checkUploads(NOON.plusSeconds(86_400));
        }
    }
}
