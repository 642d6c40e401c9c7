package org.westerly.server.engine;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a hook has written, as lines for {@code system_logs}. */
public final class HookOutput {

    private static final int LINES = 40;
    private static final int LENGTH = 500;

    /** Colours, and what else only a terminal makes sense of. */
    private static final Pattern CONTROL = Pattern.compile("\\u001B\\[[0-9;?]*[A-Za-z]|[\\p{Cntrl}&&[^\\t]]");

    private HookOutput() {}

    /** The last lines that are not empty, each with {@code name} before it. */
    public static List<String> lines(String name, String output) {
        List<String> lines = output.lines()
                .map(line -> CONTROL.matcher(line).replaceAll("").stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
        int left = Math.max(0, lines.size() - LINES);
        Stream<String> head = left == 0 ? Stream.empty() : Stream.of("… " + left + " lines before these");
        return Stream.concat(head, lines.stream().skip(left))
                .map(line -> name + ": " + (line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line))
                .toList();
    }
}
