package org.westerly.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.run.RunId;

/** Lines are numbered while they are written, and nobody has to ask. */
@Timeout(60)
class FollowLogsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    private Path temp = Path.of("");

    private final BlockingQueue<RunId> told = new LinkedBlockingQueue<>();
    private final List<String> mishaps = new CopyOnWriteArrayList<>();
    private final List<FollowLogs> opened = new ArrayList<>();
    private final RunId run = RunId.mint(NOW);
    private RunFolder folder = new RunFolder(Path.of(""));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new RunFolders(temp.resolve("runs")).of(run);
        folder.create();
    }

    @AfterEach
    void close() {
        opened.forEach(FollowLogs::close);
    }

    private FollowLogs server() throws IOException {
        FollowLogs logs = new FollowLogs(() -> NOW, (during, fault) -> mishaps.add(during + ": " + fault));
        logs.onLines(told::add);
        logs.start();
        opened.add(logs);
        return logs;
    }

    private void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<LogLine> lines(FollowLogs logs) {
        return new ReadLogs(logs, () -> NOW, false)
                .after(LogFiles.of(folder), EnumSet.allOf(LogStream.class), 0, 1_000_000, ReadLogs.MOST, Mask.NONE)
                .lines();
    }

    /** Until the lines are there; woken by nothing but the word that there are some. */
    private List<String> await(FollowLogs logs, int count) throws InterruptedException {
        while (lines(logs).size() < count) {
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(run);
        }
        return lines(logs).stream().map(LogLine::text).toList();
    }

    @Test
    void whoeverWaitsIsToldWhenLinesAreThere() throws Exception {
        FollowLogs logs = server();
        logs.follow(run, folder);
        write(folder.stdout(), "one\n");
        assertThat(await(logs, 1)).containsExactly("one");
        write(folder.stderr(), "two\nthr");
        assertThat(await(logs, 2)).containsExactly("one", "two");
        write(folder.stderr(), "ee\n");
        assertThat(await(logs, 3)).containsExactly("one", "two", "three");
        assertThat(mishaps).isEmpty();
    }

    @Test
    void theLastWordsAreThereOnceItIsFinished() throws Exception {
        FollowLogs logs = server();
        logs.follow(run, folder);
        write(folder.stdout(), "no line feed");
        logs.finish(run);
        assertThat(lines(logs)).extracting(LogLine::text).containsExactly("no line feed");
        assertThat(logs.follows(run)).isFalse();
        logs.finish(run);
        assertThat(lines(logs)).hasSize(1);
    }

    @Test
    void theNextServerGoesOnWhereTheLastOneStopped() throws Exception {
        FollowLogs first = server();
        first.follow(run, folder);
        write(folder.stdout(), "one\ntw");
        assertThat(await(first, 1)).containsExactly("one");
        first.close();
        write(folder.stdout(), "o\nthree\n");

        FollowLogs second = server();
        second.follow(run, folder);

        assertThat(await(second, 3)).containsExactly("one", "two", "three");
        assertThat(lines(second)).extracting(LogLine::seq).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLogThatNobodyFollowedIsNumberedWhenItIsRead() throws Exception {
        write(folder.stdout(), "one\ntwo");
        FollowLogs logs = server();
        new ReadLogs(logs, () -> NOW, false).ofRun(run, LogFiles.of(folder), true);
        assertThat(lines(logs)).extracting(LogLine::text).containsExactly("one", "two");
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        FollowLogs logs = server();
        logs.follow(run, folder);
        int each = 20_000;
        Thread out = Thread.ofVirtual().start(() -> writeMany(folder.stdout(), "out ", each));
        Thread err = Thread.ofVirtual().start(() -> writeMany(folder.stderr(), "err ", each));
        out.join();
        err.join();
        logs.finish(run);
        List<LogLine> lines = lines(logs);
        assertThat(lines).hasSize(2 * each);
        for (LogStream stream : LogStream.values()) {
            assertThat(lines.stream().filter(line -> line.stream() == stream).map(LogLine::text))
                    .hasSize(each)
                    .last()
                    .asString()
                    .endsWith(" " + each);
        }
        assertThat(lines.getLast().seq()).isEqualTo(2L * each);
        assertThat(mishaps).isEmpty();
    }

    private void writeMany(Path file, String word, int count) {
        try {
            for (int i = 1; i <= count; i++) {
                write(file, word + i + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatCannotBeFollowedIsToldAndReadLater() throws Exception {
        // A file where the entries' folder is to be: as when the disk is full.
        Files.createFile(folder.lines());
        FollowLogs logs = server();
        logs.follow(run, folder);
        assertThat(mishaps).singleElement().asString().contains(run.value());
        write(folder.stdout(), "one\n");
        logs.finish(run);
        Files.delete(folder.lines());
        new ReadLogs(logs, () -> NOW, false).ofRun(run, LogFiles.of(folder), true);
        assertThat(lines(logs)).extracting(LogLine::text).containsExactly("one");
    }
}
