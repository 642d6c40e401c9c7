package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What the server adds to an engine's own time, for runs one after the other on an idle server. */
record CompletionScenario(Installation installation, Path scratch, int runs) implements Scenario {

    private static final int WARM_UP = 30;

    @Override
    public void measure(Table table) throws IOException, InterruptedException {
        byte[] request = Requests.submitScript(BenchEngines.AT_ONCE, "not read\n");
        Samples times = new Samples();
        try (ServerUnderTest server = ServerUnderTest.start(
                installation, Launch.AS_LAUNCHED, scratch.resolve("completion"), BenchEngines.write(scratch))) {
            for (int i = -WARM_UP; i < runs; i++) {
                long complete = FollowedRun.submit(server.address(), request)
                        .await("COMPLETE")
                        .toNanos();
                if (i >= 0) {
                    times.add(complete);
                }
            }
        }
        Samples alone = alone();
        table.row(
                "submit to COMPLETE of " + BenchEngines.PROGRAM + ", " + runs + " runs",
                Table.spread(times),
                BenchEngines.PROGRAM + " alone: " + Table.spread(alone),
                "+" + Table.millis(times.median().minus(alone.median())),
                "+ < 50 ms");
    }

    private Samples alone() throws IOException, InterruptedException {
        Samples times = new Samples();
        for (int i = -WARM_UP; i < runs; i++) {
            long begin = System.nanoTime();
            new ProcessBuilder(BenchEngines.PROGRAM).start().waitFor();
            if (i >= 0) {
                times.add(System.nanoTime() - begin);
            }
        }
        return times;
    }
}
