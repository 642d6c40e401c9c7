package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Pages, status and submissions on a store that holds many runs. */
record RequestScenario(Installation installation, Path scratch, int runs, Load.Plan plan) implements Scenario {

    private static final Pattern ID = Pattern.compile("\"run_id\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"next_page_token\":\"([^\"]+)\"");
    private static final int LARGEST_PAGE = 1000;
    private static final int PAGES = 500;

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        Path data = scratch.resolve("requests");
        String engines = BenchEngines.write(scratch);
        Duration loading = StoredRuns.add(data, runs, _ -> {});
        table.row(
                "bulk load of " + Table.number(runs) + " runs",
                Table.millis(loading),
                "",
                "",
                "< " + Table.number(120_000.0 * runs / 1_000_000) + " ms");
        Path hold = Files.createFile(scratch.resolve("hold"));
        try (ServerUnderTest server =
                ServerUnderTest.start(installation, Launch.AS_LAUNCHED, data, engines, "runs.max-concurrent=1")) {
            status(server, table);
            pages(server, table);
            occupyTheOnlySlot(server, hold);
            submissions(server, table);
        } finally {
            // The script that waits for it outlives the server, as engines do.
            Files.delete(hold);
        }
    }

    private void status(ServerUnderTest server, Table table) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        try (Connection connection = Connection.to(server.address())) {
            Matcher ids = ID.matcher(connection.expect200(page(LARGEST_PAGE, "")));
            while (ids.find()) {
                requests.add(Requests.status(ids.group(1)));
            }
        }
        Load.Result result = Load.run(server, plan, new Supplier<>() {
            private int next;

            @Override
            public byte[] get() {
                next = (next + 1) % requests.size();
                return requests.get(next);
            }
        });
        table.row("status, " + plan.connections() + " connections", rate(result), spent(result), "", "> 20,000/s");
    }

    private void pages(ServerUnderTest server, Table table) throws IOException {
        try (Connection connection = Connection.to(server.address())) {
            String token = "";
            for (long passed = 0; passed + LARGEST_PAGE < runs / 2; passed += LARGEST_PAGE) {
                Matcher next = TOKEN.matcher(connection.expect200(page(LARGEST_PAGE, token)));
                if (!next.find()) {
                    throw new IOException("the list ended before its middle");
                }
                token = next.group(1);
            }
            time(connection, page(100, ""), page(100, token));
            List<Samples> times = time(connection, page(100, ""), page(100, token));
            table.row(
                    "page of 100 of " + Table.number(runs) + " runs, one connection",
                    "first: " + Table.spread(times.get(0)),
                    "middle: " + Table.spread(times.get(1)),
                    Table.ratio(times.get(1).median(), times.get(0).median()),
                    "the same");
        }
    }

    /** In turns, so that another load on the machine hits both alike. */
    private static List<Samples> time(Connection connection, byte[]... requests) throws IOException {
        List<Samples> times =
                IntStream.range(0, requests.length).mapToObj(_ -> new Samples()).toList();
        for (int i = 0; i < PAGES; i++) {
            for (int each = 0; each < requests.length; each++) {
                long begin = System.nanoTime();
                connection.expect200(requests[each]);
                times.get(each).add(System.nanoTime() - begin);
            }
        }
        return times;
    }

    private static byte[] page(int size, String token) {
        // The token's letters need no escape in a URL.
        return Requests.get("/runs?page_size=" + size + (token.isEmpty() ? "" : "&page_token=" + token));
    }

    /** What is submitted then waits, so that only submitting is measured and not the start of processes. */
    private static void occupyTheOnlySlot(ServerUnderTest server, Path hold) throws IOException, InterruptedException {
        String wait = "while [ -e '" + hold + "' ]; do sleep 1; done";
        FollowedRun.submit(server.address(), Requests.submitScript(BenchEngines.SCRIPT, wait))
                .await("RUNNING");
    }

    private void submissions(ServerUnderTest server, Table table) throws IOException {
        byte[] json = Requests.submitJson(BenchEngines.AT_ONCE);
        Load.Result plain = Load.run(server, plan, () -> json);
        byte[] script = Requests.submitScript(BenchEngines.AT_ONCE, "echo a small script\n");
        Load.Result attached = Load.run(server, plan, () -> script);
        table.row(
                "durable submit as JSON, " + plan.connections() + " connections",
                rate(plain),
                spent(plain),
                "",
                "> 5,000/s");
        table.row(
                "the same as multipart with a small file",
                rate(attached),
                spent(attached),
                Table.ratio(attached.perSecond(), plain.perSecond()),
                "");
    }

    private static String rate(Load.Result result) {
        return Table.number(result.perSecond()) + "/s, " + Table.spread(result.latencies()) + ", " + result.failures()
                + " failed";
    }

    private static String spent(Load.Result result) {
        return "server's processor time " + Table.number(result.serverCpu().toNanos() / 1e3) + " µs each";
    }
}
