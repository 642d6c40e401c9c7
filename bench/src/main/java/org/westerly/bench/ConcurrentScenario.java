package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many runs at work at once, whose engines do nothing: how long it takes until all of them are, what the server holds for
 * them and answers meanwhile, how soon a killed server has them in hand again, and how soon all of them are canceled.
 */
record ConcurrentScenario(Installation installation, Path scratch, int runs) implements Scenario {

    private static final int QUESTIONS = 1_000;
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(100);

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        Path data = scratch.resolve("concurrent");
        String[] settings = {BenchEngines.write(scratch), "runs.max-concurrent=" + runs};
        List<String> ids = new ArrayList<>();
        ServerUnderTest server = ServerUnderTest.start(installation, Launch.AS_LAUNCHED, data, settings);
        try {
            start(server, ids, table);
            answer(server, ids, "all are RUNNING", table);
            long killed = System.nanoTime();
            server.kill();
            server = ServerUnderTest.start(installation, Launch.AS_LAUNCHED, data, settings);
            Duration listening = Duration.ofNanos(System.nanoTime() - killed);
            answer(server, ids, "a restart after kill -9", table);
            cancel(server, ids, listening, table);
        } finally {
            server.close();
        }
    }

    private void start(ServerUnderTest server, List<String> ids, Table table) throws IOException {
        byte[] request = Requests.submitScript(BenchEngines.SCRIPT, "exec sleep 100000\n");
        long begin = System.nanoTime();
        Samples during = new Samples();
        try (Connection connection = Connection.to(server.address())) {
            for (int i = 0; i < runs; i++) {
                ids.add(FollowedRun.submit(server.address(), request).id());
                time(connection, ids.getFirst(), during);
            }
            Duration submitted = Duration.ofNanos(System.nanoTime() - begin);
            await(connection, "RUNNING");
            table.row(
                    runs + " runs, to all RUNNING at once",
                    Table.millis(Duration.ofNanos(System.nanoTime() - begin)),
                    "submitted one by one in " + Table.millis(submitted),
                    "",
                    "");
        }
        table.row("status while they start", Table.spread(during), "", "", "");
    }

    private void answer(ServerUnderTest server, List<String> ids, String when, Table table)
            throws IOException, InterruptedException {
        Samples status = new Samples();
        try (Connection connection = Connection.to(server.address())) {
            await(connection, "RUNNING");
            Duration before = server.cpu();
            long begin = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(5));
            double idle = (server.cpu().toNanos() - before.toNanos()) / (double) (System.nanoTime() - begin);
            for (int i = 0; i < QUESTIONS; i++) {
                time(connection, ids.get(i % ids.size()), status);
            }
            ServerUnderTest.Memory memory = server.memory();
            table.row(
                    "status, " + runs + " runs at work, " + when,
                    Table.spread(status),
                    "processor while nobody asks: " + Table.number(100 * idle) + " % of one core",
                    "",
                    "");
            table.row(
                    "memory (VmRSS), " + when,
                    Table.number(memory.resident() / 1024.0) + " MiB",
                    server.threads() + " threads, " + server.files() + " open files",
                    "",
                    "");
        }
    }

    private void cancel(ServerUnderTest server, List<String> ids, Duration listening, Table table) throws IOException {
        try (Connection connection = Connection.to(server.address())) {
            long begin = System.nanoTime();
            for (String id : ids) {
                connection.expect200(Requests.cancel(id));
            }
            Duration asked = Duration.ofNanos(System.nanoTime() - begin);
            await(connection, "CANCELED");
            table.row(
                    "cancel of all " + runs + ", to CANCELED",
                    Table.millis(Duration.ofNanos(System.nanoTime() - begin)),
                    "asked one by one in " + Table.millis(asked) + "; kill -9 to listening again "
                            + Table.millis(listening),
                    "",
                    "");
        }
    }

    private static void time(Connection connection, String id, Samples samples) throws IOException {
        byte[] request = Requests.status(id);
        long begin = System.nanoTime();
        connection.expect200(request);
        samples.add(System.nanoTime() - begin);
    }

    private void await(Connection connection, String state) throws IOException {
        Pattern count = Pattern.compile("\"" + state + "\":(\\d+)");
        while (true) {
            Matcher counted = count.matcher(connection.expect200(Requests.get("/service-info")));
            if (counted.find() && Integer.parseInt(counted.group(1)) >= runs) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_COUNTS.toNanos());
        }
    }
}
