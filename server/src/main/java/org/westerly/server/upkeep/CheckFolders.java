package org.westerly.server.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.westerly.server.files.DeleteTree;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.files.UploadFolders;
import org.westerly.server.results.VerifySums;
import org.westerly.server.run.Removal.Stage;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.Finding;
import org.westerly.server.store.Finding.Check;
import org.westerly.server.store.KnownRuns;

/** What lies in the data folder, beside what is stored of it. Beside a running server or without one. */
public final class CheckFolders {

    /** An upload is on disk before its run is stored, for as long as the client takes. */
    private static final Duration UPLOADING = Duration.ofHours(1);

    private static final String REMOVING = ".removing";

    /** How something is put right. */
    @FunctionalInterface
    public interface Mend {
        void make() throws IOException, InterruptedException;
    }

    /** Is told what is wrong, and, where nothing can be lost by it, how to put it right. */
    public interface Report {
        void found(Finding finding);

        void mendable(Finding finding, Mend mend);
    }

    private final KnownRuns runs;
    private final Path data;
    private final RunFolders folders;
    private final UploadFolders uploads;
    private final Report report;

    public CheckFolders(KnownRuns runs, Path data, Report report) throws IOException {
        this.runs = runs;
        this.data = data;
        this.folders = new RunFolders(data.resolve("runs"));
        this.uploads = new UploadFolders(data.resolve("uploads"));
        this.report = report;
    }

    /** The folders of the runs that are stored, and, with {@code sums}, the files in them. The number of runs not told about. */
    public long checkRuns(Optional<VerifySums> sums) {
        long[] untold = {0};
        runs.each(run -> {
            if (!isRight(run, sums)) {
                untold[0]++;
            }
        });
        return untold[0];
    }

    private boolean isRight(Run run, Optional<VerifySums> sums) {
        try {
            Optional<RunFolder> folder = folders.find(run.id());
            switch (run.removal().stage()) {
                case PURGED ->
                    folder.ifPresent(left -> report.mendable(
                            finding(Check.PURGED, run, "it is purged, and its folder is still there"),
                            () -> folders.remove(run.id())));
                case PURGING -> {}
                case KEPT, DELETED -> {
                    if (folder.isEmpty() && run.startTime() != null && isStillKept(run)) {
                        report.found(finding(Check.FOLDER, run, "it was started, and its folder is not there"));
                    }
                    if (folder.isPresent() && run.state().terminal() && sums.isPresent()) {
                        Consumer<String> wrong = what -> {
                            if (isStillKept(run)) {
                                report.found(finding(Check.CHECKSUM, run, what));
                            }
                        };
                        return sums.get().verify(run, folder.get(), wrong);
                    }
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            report.found(finding(Check.FOLDER, run, "its folder cannot be read: " + unreadable.getMessage()));
        }
        return true;
    }

    /** The server may have been asked to purge it since. */
    private boolean isStillKept(Run run) {
        return runs.get(run.id())
                .filter(now -> !now.removal().stage().tombstone())
                .isPresent();
    }

    /** What is there and belongs to no run. */
    public void checkStrangers() throws IOException {
        for (Path parent : in(data.resolve("runs"))) {
            for (Path entry : in(parent)) {
                String name = entry.getFileName().toString();
                Optional<RunId> id = RunId.parse(
                        name.endsWith(REMOVING) ? name.substring(0, name.length() - REMOVING.length()) : name);
                if (id.isEmpty() || runs.get(id.get()).isEmpty()) {
                    report.found(
                            new Finding(Check.FOLDER, data.relativize(entry).toString(), "belongs to no run"));
                }
            }
        }
    }

    /** Attachments of runs that are not there or have no use for them any more. */
    public void checkUploads(Instant now) throws IOException {
        for (Path entry : uploads.entries()) {
            Optional<RunId> id = RunId.parse(entry.getFileName().toString());
            Optional<Run> run = id.flatMap(runs::get);
            boolean wanted = run.isPresent()
                    ? !run.get().state().terminal() && run.get().removal().stage() == Stage.KEPT
                    : id.isPresent() && born(id.get()).isAfter(now.minus(UPLOADING));
            if (!wanted) {
                report.mendable(
                        new Finding(
                                Check.UPLOAD,
                                data.relativize(entry).toString(),
                                run.isPresent() ? "is of a run that has ended" : "belongs to no run"),
                        () -> DeleteTree.below(entry));
            }
        }
    }

    private static Instant born(RunId id) {
        return Instant.ofEpochMilli(UUID.fromString(id.value()).getMostSignificantBits() >>> 16);
    }

    private static Finding finding(Check check, Run run, String what) {
        return new Finding(check, "run " + run.id(), what);
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        }
        return entries;
    }
}
