package org.westerly.server.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.run.Secrets;

/** Numbers are given once, whatever happens between two looks, and lines are found by them. */
class NumberedLinesTest {

    private static final Set<LogStream> BOTH = EnumSet.allOf(LogStream.class);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

    @TempDir
    private Path folder = Path.of("");

    private LogFiles files = new LogFiles(Map.of(), Path.of(""), Path.of(""));
    private final byte[] buffer = new byte[IndexStream.BUFFER];

    @BeforeEach
    void name() {
        files = new LogFiles(
                Map.of(LogStream.STDOUT, folder.resolve("stdout"), LogStream.STDERR, folder.resolve("stderr")),
                folder,
                folder.resolve("lines"));
    }

    @Test
    void aFolderThatWasPurgedDoesNotComeBack() throws IOException {
        Path gone = folder.resolve("gone");
        LogFiles late = new LogFiles(
                Map.of(LogStream.STDOUT, gone.resolve("stdout")),
                gone,
                gone.resolve("lines").resolve("tasks"));
        assertThatThrownBy(() -> IndexLog.open(late, () -> NOW)).isInstanceOf(NoSuchFileException.class);
        assertThat(gone).doesNotExist();
    }

    private void write(LogStream stream, String text) throws IOException {
        write(stream, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(LogStream stream, byte[] bytes) throws IOException {
        Files.write(files.file(stream), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** As a new server would, after any kill of the last one. */
    private void look(boolean ended) throws IOException {
        try (IndexLog index = IndexLog.open(files, () -> NOW)) {
            index.drain(ended, buffer);
        }
    }

    private List<LogLine> page(Set<LogStream> streams, long after, int limit) throws IOException {
        try (ReadLog log = ReadLog.open(files, streams, Mask.NONE)) {
            return log.page(after, limit, ReadLogs.MOST);
        }
    }

    private List<LogLine> tail(Set<LogStream> streams, int lines) throws IOException {
        try (ReadLog log = ReadLog.open(files, streams, Mask.NONE)) {
            return log.page(log.beforeTail(lines), lines, ReadLogs.MOST);
        }
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream()
                .map(line -> line.stream().word() + " " + line.seq() + " " + line.text())
                .toList();
    }

    @Test
    void bothStreamsCountTogetherInTheOrderTheyWereSeen() throws Exception {
        assertThat(page(BOTH, 0, 10)).isEmpty();
        write(LogStream.STDOUT, "a\nb\n");
        look(false);
        write(LogStream.STDERR, "oh\n");
        look(false);
        write(LogStream.STDOUT, "c\n");
        look(false);

        assertThat(texts(page(BOTH, 0, 10))).containsExactly("stdout 1 a", "stdout 2 b", "stderr 3 oh", "stdout 4 c");
        assertThat(texts(page(BOTH, 2, 1))).containsExactly("stderr 3 oh");
        assertThat(texts(page(EnumSet.of(LogStream.STDOUT), 1, 10))).containsExactly("stdout 2 b", "stdout 4 c");
        assertThat(page(BOTH, 4, 10)).isEmpty();
        assertThat(texts(tail(BOTH, 2))).containsExactly("stderr 3 oh", "stdout 4 c");
        assertThat(texts(tail(EnumSet.of(LogStream.STDOUT), 2))).containsExactly("stdout 2 b", "stdout 4 c");
        assertThat(texts(tail(EnumSet.of(LogStream.STDERR), 9))).containsExactly("stderr 3 oh");
        assertThat(page(BOTH, 0, 1).getFirst().seen()).isEqualTo(NOW);
    }

    @Test
    void aLineIsToldOnceItIsWhole() throws Exception {
        write(LogStream.STDOUT, "be");
        look(false);
        assertThat(page(BOTH, 0, 10)).isEmpty();
        write(LogStream.STDOUT, "gun\nrest");
        look(false);
        assertThat(texts(page(BOTH, 0, 10))).containsExactly("stdout 1 begun");
        look(true);
        assertThat(page(BOTH, 1, 10)).singleElement().satisfies(line -> {
            assertThat(line.text()).isEqualTo("rest");
            assertThat(line.partial()).isFalse();
        });
    }

    @Test
    void carriageReturnsAndEmptyLinesAreKept() throws Exception {
        write(LogStream.STDOUT, "\n\r\n 10%\r 20%\n");
        look(false);
        assertThat(page(BOTH, 0, 10)).extracting(LogLine::text).containsExactly("", "\r", " 10%\r 20%");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 65_538, 131_072, 131_073, 200_000})
    void aLongLineIsCutWhereTheBytesSaySoAndNotWhereTheyArrived(int length) throws Exception {
        String line = "äx".repeat(length).substring(0, length / 3 * 2) + "z".repeat(length);
        byte[] bytes = (line + "\nnext\n").getBytes(StandardCharsets.UTF_8);
        write(LogStream.STDOUT, bytes);
        look(true);
        List<LogLine> atOnce = page(BOTH, 0, 100);

        Files.delete(files.file(LogStream.STDOUT));
        Files.delete(files.entries(LogStream.STDOUT));
        for (int at = 0; at < bytes.length; at += 10_007) {
            write(LogStream.STDOUT, java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 10_007)));
            look(false);
        }
        look(true);

        assertThat(page(BOTH, 0, 100)).isEqualTo(atOnce);
        assertThat(joined(atOnce)).isEqualTo(line + "\nnext\n");
        assertThat(atOnce).allSatisfy(record -> assertThat(record.text()).doesNotContain("\uFFFD"));
        assertThat(atOnce.getLast()).extracting(LogLine::text, LogLine::partial).containsExactly("next", false);
    }

    /** What a client makes of the records. */
    private static String joined(List<LogLine> lines) {
        return lines.stream()
                .map(line -> line.partial() ? line.text() : line.text() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void theLinesAreTheFilesWhateverIsWrittenAndHoweverOftenTheServerIsKilled() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            LogStream stream = random.nextBoolean() ? LogStream.STDOUT : LogStream.STDERR;
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(400); piece >= 0; piece--) {
                int length = random.nextInt(50) == 0 ? 70_000 + random.nextInt(100_000) : random.nextInt(90);
                text.append((random.nextBoolean() ? "ß" : "a").repeat(length))
                        .append(random.nextInt(9) > 0 ? "\n" : "");
            }
            write(stream, text.toString());
            look(false);
            // Killed in the middle of an entry: a part of one is left, or a whole one without anything in it.
            byte[] torn = new byte[random.nextInt(70)];
            Files.write(files.entries(stream), torn, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        look(true);

        List<LogLine> all = new ArrayList<>();
        for (List<LogLine> some = page(BOTH, 0, 777);
                !some.isEmpty();
                some = page(BOTH, all.getLast().seq(), 777)) {
            all.addAll(some);
        }
        assertThat(all)
                .extracting(LogLine::seq)
                .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
        for (LogStream stream : LogStream.values()) {
            List<LogLine> own =
                    all.stream().filter(line -> line.stream() == stream).toList();
            assertThat(page(EnumSet.of(stream), 0, Integer.MAX_VALUE)).isEqualTo(own);
            String text = Files.readString(files.file(stream));
            assertThat(joined(own)).isEqualTo(text.endsWith("\n") ? text : text + "\n");
            assertThat(tail(EnumSet.of(stream), 50)).isEqualTo(own.subList(own.size() - 50, own.size()));
        }
        assertThat(tail(BOTH, 500)).isEqualTo(all.subList(all.size() - 500, all.size()));
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws Exception {
        write(LogStream.STDERR, new byte[] {'a', (byte) 0xFF, 'b', '\n', 0, '\n'});
        look(false);
        assertThat(page(BOTH, 0, 10)).extracting(LogLine::text).containsExactly("a\uFFFDb", "\0");
    }

    @Test
    void secretsAreHiddenWhereverARangeBegins() throws Exception {
        write(LogStream.STDOUT, "token=s3cr3t-word, again s3cr3t-words3cr3t\n");
        look(false);
        Mask mask = new Mask(new Secrets(List.of("s3cr3t-word", "word, again", "abc")));
        String hidden = "token=***********" + "*******" + " " + "***********" + "s3cr3t\n";
        try (ReadLog log = ReadLog.open(files, BOTH, mask)) {
            assertThat(log.page(0, 1, 10).getFirst().text() + "\n").isEqualTo(hidden);
        }
        try (MaskedFile file = MaskedFile.open(files.file(LogStream.STDOUT), mask)) {
            for (int from = 0; from <= hidden.length(); from++) {
                for (int length = 1; length <= hidden.length() + 3; length++) {
                    byte[] target = new byte[length];
                    int read = file.read(target, length, from);
                    assertThat(new String(target, 0, read, StandardCharsets.US_ASCII))
                            .isEqualTo(hidden.substring(from, Math.min(hidden.length(), from + length)));
                }
            }
        }
    }

    @Test
    void aPageOfHugeLinesIsCutShortAndGoesOn() throws Exception {
        try (OutputStream out = Files.newOutputStream(files.file(LogStream.STDOUT))) {
            byte[] line = ("x".repeat(60_000) + "\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 600; i++) {
                out.write(line);
            }
        }
        look(true);
        List<LogLine> page = page(BOTH, 0, 10_000);
        assertThat(page).hasSizeBetween(200, 400);
        assertThat(page(BOTH, page.getLast().seq(), 1).getFirst().seq()).isEqualTo(page.size() + 1);
    }
}
