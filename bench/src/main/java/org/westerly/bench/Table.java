package org.westerly.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The one table, in Markdown, so that it can go into a page as it is. */
final class Table {

    private static final List<String> HEAD = List.of("measured", "result", "beside it", "ratio", "aim");

    private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));

    void row(String measured, String result, String beside, String ratio, String aim) {
        rows.add(List.of(measured, result, beside, ratio, aim));
    }

    static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6) + " ms";
    }

    /** The p50 and p99 of samples. */
    static String spread(Samples samples) {
        return "p50 " + millis(samples.median()) + ", p99 " + millis(samples.percentile(99));
    }

    static String ratio(double over, double under) {
        return under == 0 ? "" : number(over / under) + "×";
    }

    static String ratio(Duration over, Duration under) {
        return ratio(over.toNanos() / 1e9, under.toNanos() / 1e9);
    }

    /** Three digits, as more would be noise. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(" | ", "| ", " |\n"));
        StringBuilder text = new StringBuilder(line(rows.getFirst(), widths)).append(rule);
        rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
