package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.run.RunId;

class UploadsTest {

    @TempDir
    Path temp;

    private final RunId id = RunId.mint(Instant.EPOCH);
    private Uploads uploads;
    private RunFolder run;

    @BeforeEach
    void open() throws IOException {
        uploads = new Uploads(temp.resolve("uploads"), "one");
        run = new RunFolders(temp.resolve("runs")).of(id);
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> walk = Files.walk(temp.resolve(folder))) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> temp.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Upload received(String... texts) throws IOException {
        Upload upload = uploads.open(id);
        for (String text : texts) {
            try (OutputStream file = upload.next()) {
                file.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return upload;
    }

    private static List<AttachmentName> names(String... names) {
        return Stream.of(names)
                .map(name -> AttachmentName.of(name, NameLimits.DEFAULT))
                .toList();
    }

    @Test
    void nothingIsOnTheDiskBeforeTheFirstAttachment() throws IOException {
        received().place(List.of());
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();
    }

    @Test
    void attachmentsKeepTheirRelativePaths() throws IOException {
        received("one", "two").place(names("main.cwl", "tools/deep/two.cwl"));
        uploads.moveInto(id, run);
        assertThat(run.work().resolve("main.cwl")).hasContent("one");
        assertThat(run.work().resolve("tools/deep/two.cwl")).hasContent("two");
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();
    }

    @Test
    void scriptsCanBeRunByTheirName() throws IOException {
        received("#!/bin/sh\n", "#", "").place(names("bin/tool.sh", "notes", "empty"));
        uploads.moveInto(id, run);
        assertThat(run.work().resolve("bin/tool.sh")).isExecutable();
        assertThat(Files.isExecutable(run.work().resolve("notes"))).isFalse();
        assertThat(Files.isExecutable(run.work().resolve("empty"))).isFalse();
    }

    @Test
    void aMoveCanBeRepeatedAfterACrashInItsMiddle() throws IOException {
        received("one", "two", "three").place(names("a", "b/x", "c"));
        run.create();
        // As a crash after the first of the renames leaves it.
        Path upload = temp.resolve("uploads/one").resolve(id.value());
        Files.move(upload.resolve("tree/b"), run.work().resolve("b"));
        uploads.moveInto(id, run);
        uploads.moveInto(id, run);
        assertThat(run.work().resolve("a")).hasContent("one");
        assertThat(run.work().resolve("b/x")).hasContent("two");
        assertThat(run.work().resolve("c")).hasContent("three");
    }

    @Test
    void aDiscardedUploadLeavesNothing() throws IOException {
        Upload upload = received("one");
        upload.discard();
        upload.discard();
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();
    }

    @Test
    void sweepsWhatNoAcceptedRunOwns() throws IOException {
        received("half");
        RunId kept = RunId.mint(Instant.EPOCH);
        Upload other = uploads.open(kept);
        other.next().close();
        other.place(names("a"));
        Files.createDirectory(temp.resolve("uploads/one/not-an-id"));
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        Files.createSymbolicLink(temp.resolve("uploads/one").resolve(id.value()).resolve("link"), outside);

        uploads.sweep("one", kept::equals);

        assertThat(files("uploads")).containsExactly("uploads/one/" + kept + "/tree/a");
        assertThat(outside.resolve("precious")).exists();
    }

    @Test
    void whicheverServerLaunchesARunFindsItsAttachments() throws IOException {
        Upload upload = received("one");
        upload.place(names("a"));
        Uploads others = new Uploads(temp.resolve("uploads"), "two");
        RunFolder folder = new RunFolders(temp.resolve("runs")).make(id, Optional.empty());
        others.moveInto(id, folder);

        assertThat(folder.work().resolve("a")).hasContent("one");
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();
        assertThat(others.seats()).containsExactlyInAnyOrder("one", "two");
    }
}
