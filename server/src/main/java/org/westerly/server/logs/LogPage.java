package org.westerly.server.logs;

import java.util.List;

/**
 * Lines in order.
 *
 * @param next the number to go on after: that of the last line, or what was asked for when there is none
 */
public record LogPage(List<LogLine> lines, long next) {

    public LogPage {
        lines = List.copyOf(lines);
    }
}
