package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Pages of a long log, wherever they lie; and how much longer the run takes that writes it. */
record LogScenario(Installation installation, Path scratch, int lines) implements Scenario {

    private static final int PAGES = 200;
    private static final int WARM_UP = 50;

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        String setting = BenchEngines.write(scratch);
        try (ServerUnderTest server =
                        ServerUnderTest.start(installation, Launch.AS_LAUNCHED, scratch.resolve("logs"), setting);
                Connection connection = Connection.to(server.address())) {
            String script = "seq -f 'line %.0f of a log that goes on and on and on' " + lines;
            FollowedRun run = FollowedRun.submit(server.address(), Requests.submitScript(BenchEngines.SCRIPT, script));
            Duration complete = run.await("COMPLETE");
            table.row(
                    Table.number((double) lines) + " lines, to COMPLETE with all of them numbered",
                    Table.millis(complete),
                    "written to a file alone: " + Table.millis(alone(script)),
                    "",
                    "");
            Samples first = time(connection, run, "after_seq=0");
            Map<String, String> places = new TreeMap<>(Map.of(
                    "middle", "after_seq=" + lines / 2,
                    "end", "after_seq=" + (lines - 100),
                    "tail", "tail=100"));
            for (Map.Entry<String, String> place : places.entrySet()) {
                Samples there = time(connection, run, place.getValue());
                table.row(
                        "page of 100 lines: " + place.getKey(),
                        Table.spread(there),
                        "the first page: " + Table.spread(first),
                        Table.ratio(there.median(), first.median()),
                        "< 5 ms");
            }
        }
    }

    private Duration alone(String script) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        new ProcessBuilder("sh", "-c", script)
                .redirectOutput(scratch.resolve("alone").toFile())
                .start()
                .waitFor();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Samples time(Connection connection, FollowedRun run, String place) throws IOException {
        byte[] request = Requests.get(
                "/runs/" + run.id() + "/logs?" + (place.startsWith("tail") ? place : "page_size=100&" + place));
        for (int i = 0; i < WARM_UP; i++) {
            connection.expect200(request);
        }
        Samples times = new Samples();
        for (int i = 0; i < PAGES; i++) {
            long begin = System.nanoTime();
            connection.expect200(request);
            times.add(System.nanoTime() - begin);
        }
        return times;
    }
}
