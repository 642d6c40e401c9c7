package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * From the command to the first answer that reads the store, on a data folder that was used before; and the memory held
 * when the server then has nothing to do.
 */
record StartScenario(Installation installation, Path scratch, int starts) implements Scenario {

    private static final byte[] NEWEST_RUN = Requests.get("/runs?page_size=1");
    private static final Duration UNTIL_IDLE = Duration.ofSeconds(3);

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        Path data = scratch.resolve("start");
        Samples first = new Samples();
        ServerUnderTest.Memory idle = start(Launch.AS_LAUNCHED, data, first);
        Map<Launch, Samples> times = new EnumMap<>(Launch.class);
        Map<Launch, ServerUnderTest.Memory> memory = new EnumMap<>(Launch.class);
        for (int i = 0; i < starts; i++) {
            // In turns, so that another load on the machine hits both alike.
            for (Launch launch : Launch.values()) {
                memory.put(launch, start(launch, data, times.computeIfAbsent(launch, _ -> new Samples())));
            }
        }
        Samples launched = times.getOrDefault(Launch.AS_LAUNCHED, first);
        Samples plain = times.getOrDefault(Launch.PLAIN_JAVA, first);
        table.row(
                "start to first answer, median of " + starts,
                "as launched " + Table.millis(launched.median()),
                "plain java " + Table.millis(plain.median()),
                Table.ratio(plain.median(), launched.median()),
                "< 1,500 ms");
        table.row("the same on an empty folder, once", "as launched " + Table.millis(first.median()), "", "", "");
        ServerUnderTest.Memory here = memory.getOrDefault(Launch.AS_LAUNCHED, idle);
        ServerUnderTest.Memory beside = memory.getOrDefault(Launch.PLAIN_JAVA, idle);
        table.row(
                "idle memory (VmRSS), last start",
                "as launched " + describe(here),
                "plain java " + describe(beside),
                Table.ratio(beside.resident() / 1024.0, here.resident() / 1024.0),
                "");
    }

    private static String describe(ServerUnderTest.Memory memory) {
        return Table.number(memory.resident() / 1024.0) + " MiB, " + Table.number(memory.own() / 1024.0)
                + " MiB not from files";
    }

    /** Answers the idle memory. */
    private ServerUnderTest.Memory start(Launch launch, Path data, Samples times)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (ServerUnderTest server = ServerUnderTest.start(installation, launch, data);
                Connection connection = Connection.to(server.address())) {
            connection.expect200(NEWEST_RUN);
            times.add(System.nanoTime() - begin);
            Thread.sleep(UNTIL_IDLE);
            return server.memory();
        }
    }
}
