package org.westerly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of filtered and sorted lists of many runs, on one connection: the first, one from the middle of what is found (or as
 * far as following tokens is bearable), and the first with the total.
 */
record ListScenario(Installation installation, Path scratch, int runs) implements Scenario {

    private static final Pattern TOKEN = Pattern.compile("\"next_page_token\":\"([^\"]+)\"");
    private static final Pattern TOTAL = Pattern.compile("\"total_runs\":(\\d+)");
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_PAGES_TO_THE_MIDDLE = 100;
    private static final int WARM_UP = 30;
    private static final int PAGES = 100;

    @Override
    public void measure(Table table) throws IOException {
        Path data = scratch.resolve("lists");
        Duration loading = StoredRuns.add(data, runs, _ -> {});
        table.row("bulk load of " + Table.number(runs) + " runs", Table.millis(loading), "", "", "");
        try (ServerUnderTest server = ServerUnderTest.start(installation, Launch.AS_LAUNCHED, data);
                Connection connection = Connection.to(server.address())) {
            for (Map.Entry<String, String> each : queries().entrySet()) {
                row(connection, each.getKey(), each.getValue(), table);
            }
        }
    }

    /** What is measured, and its filters as the end of a query. */
    private Map<String, String> queries() {
        // Loaded runs lie ten seconds apart, the last of them now.
        Instant middle = Instant.now().minusSeconds(10L * runs / 2).truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("everything", "");
        filters.put("state, 2 % of all", "&state=EXECUTOR_ERROR");
        filters.put("tag, 5 % of all", "&tag=project:p7");
        filters.put("tag of one run", "&tag=sample:s471");
        filters.put("type and tag that never meet", "&workflow_type=WDL&tag=project:p1");
        filters.put("engine", "&engine=cwltool");
        filters.put("URL, 2 % of all", "&workflow_url=https://example.org/workflows/w7/main");
        filters.put("the older half", "&until=" + middle);
        filters.put("word of every run", "&q=exam");
        filters.put("three letters", "&q=s12");
        filters.put("four words", "&q=main+w3+p3+s");
        filters.put(
                "six filters at once",
                "&until=" + middle + "&q=work+s&state=COMPLETE&tag=sample&workflow_type=wdl&engine=miniwdl");
        Map<String, String> queries = new LinkedHashMap<>();
        queries.putAll(filters);
        filters.forEach((name, filter) -> queries.put(name + ", by end", filter + "&sort=end_time:desc"));
        return queries;
    }

    private static void row(Connection connection, String name, String filter, Table table) throws IOException {
        byte[] total = page(100, filter + "&include_total=true", "");
        Matcher found = TOTAL.matcher(connection.expect200(total));
        if (!found.find()) {
            throw new IOException("a list without the total that was asked for");
        }
        long count = Long.parseLong(found.group(1));
        String token = middle(connection, filter, count);
        Samples first = time(connection, page(100, filter, ""));
        Samples deep = time(connection, page(100, filter, token));
        Samples counted = time(connection, total);
        table.row(
                name + " (" + Table.number((double) count) + ")",
                "first: " + Table.spread(first),
                "deep: " + Table.spread(deep) + "; with total: p50 " + Table.millis(counted.median()),
                Table.ratio(deep.median(), first.median()),
                "< 20 ms");
    }

    /** The token of a page far down; none when there is one page only. */
    private static String middle(Connection connection, String filter, long count) throws IOException {
        String token = "";
        long pages = Math.min(count / 2 / LARGEST_PAGE, MOST_PAGES_TO_THE_MIDDLE);
        int size = pages == 0 ? (int) Math.max(1, count / 2) : LARGEST_PAGE;
        for (long page = 0; page < Math.max(1, pages); page++) {
            Matcher next = TOKEN.matcher(connection.expect200(page(size, filter, token)));
            if (!next.find()) {
                break;
            }
            token = next.group(1);
        }
        return token;
    }

    private static Samples time(Connection connection, byte[] request) throws IOException {
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

    private static byte[] page(int size, String filter, String token) {
        return Requests.get("/runs?page_size=" + size + filter + (token.isEmpty() ? "" : "&page_token=" + token));
    }
}
