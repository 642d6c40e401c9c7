package org.westerly.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * From a line's being written by an engine to its coming out of a stream: for one reader while many others are open and
 * silent, and for all of them at once; and what the server holds for them.
 */
record StreamScenario(Installation installation, Path scratch, int streams) implements Scenario {

    private static final int LINES = 300;
    private static final int LINES_TO_ALL = 20;
    private static final Duration BETWEEN = Duration.ofMillis(10);
    private static final Duration BETWEEN_TO_ALL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        String setting = BenchEngines.write(scratch);
        try (ServerUnderTest server =
                ServerUnderTest.start(installation, Launch.AS_LAUNCHED, scratch.resolve("streams"), setting)) {
            measure(server, 1, table);
            measure(server, streams / 10, table);
            measure(server, streams, table);
        }
    }

    /** An engine that says whatever is written into a pipe. */
    private record Talker(FollowedRun run, OutputStream pipe) implements AutoCloseable {

        static Talker start(ServerUnderTest server, Path pipe) throws IOException, InterruptedException {
            Files.deleteIfExists(pipe);
            new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
            FollowedRun run = FollowedRun.submit(
                    server.address(), Requests.submitScript(BenchEngines.SCRIPT, "exec cat <" + pipe + "\n"));
            // Opens once the engine does.
            return new Talker(run, Files.newOutputStream(pipe));
        }

        void say() throws IOException {
            pipe.write(OpenStreams.line(System.nanoTime()).getBytes(StandardCharsets.US_ASCII));
        }

        String path() {
            return "/runs/" + run.id() + "/logs/stream";
        }

        @Override
        public void close() throws IOException {
            pipe.close();
            run.await("COMPLETE");
        }
    }

    private void measure(ServerUnderTest server, int count, Table table) throws IOException, InterruptedException {
        Samples one = new Samples();
        Samples all = new Samples();
        ServerUnderTest.Memory memory;
        try (Talker silent = Talker.start(server, scratch.resolve("silent"));
                Talker loud = Talker.start(server, scratch.resolve("loud"));
                OpenStreams many = OpenStreams.open(server.address(), silent.path(), count);
                OpenStreams reader = OpenStreams.open(server.address(), loud.path(), 1)) {
            for (int i = 0; i < LINES; i++) {
                loud.say();
                reader.await(1, one, PATIENCE);
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
            for (int i = 0; i < LINES_TO_ALL; i++) {
                silent.say();
                many.await(count, all, PATIENCE);
                LockSupport.parkNanos(BETWEEN_TO_ALL.toNanos());
            }
            memory = server.memory();
        }
        table.row(
                "line to its reader, beside " + Table.number((double) count) + " silent streams",
                Table.spread(one),
                "line to all of them: " + Table.spread(all),
                Table.ratio(all.median(), one.median()),
                "p50 < 20 ms");
        table.row(
                "memory (VmRSS) with " + Table.number((double) count) + " streams",
                Table.number(memory.resident() / 1024.0) + " MiB",
                Table.number(memory.own() / 1024.0) + " MiB not from files",
                "",
                "< 300 MiB");
    }
}
