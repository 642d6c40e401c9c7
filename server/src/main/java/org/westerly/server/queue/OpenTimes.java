package org.westerly.server.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When runs could start, as it was seen by looking again and again: the time that counts as waiting. What lies between two
 * looks that are far apart is not known (the server was down, say, or its clock was set), and does not count.
 *
 * @param spans from the oldest on; none meets another
 * @param open whether runs could start at the last look, so that the last span may go on
 */
record OpenTimes(List<Span> spans, boolean open) {

    /** Nothing is known yet: whoever waits has all its time before it. */
    static final OpenTimes NONE = new OpenTimes(List.of(), false);

    /** Longer, and nobody was looking. */
    static final Duration GAP = Duration.ofMinutes(1);

    /** A gate that opens and shuts all day is not remembered for ever; what is forgotten did not count. */
    static final int MOST = 1_000;

    /** Both ends are in it. */
    record Span(Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    OpenTimes {
        spans = List.copyOf(spans);
    }

    /** What is known after a look. */
    OpenTimes looked(Instant now, boolean opened) {
        List<Span> known = new ArrayList<>(until(now));
        Span last = known.isEmpty() ? null : known.getLast();
        if (opened && open && last != null && !last.to().plus(GAP).isBefore(now)) {
            known.set(known.size() - 1, new Span(last.from(), now));
        } else if (opened) {
            known.add(new Span(now, now));
        }
        return new OpenTimes(known.subList(Math.max(0, known.size() - MOST), known.size()), opened);
    }

    /** A clock that was set back comes through the same hour again, which is to count once. */
    private List<Span> until(Instant now) {
        return spans.stream()
                .filter(span -> !span.from().isAfter(now))
                .map(span -> span.to().isAfter(now) ? new Span(span.from(), now) : span)
                .toList();
    }

    /** Who came then or before has waited for {@code time} or longer; empty while nobody can have. */
    Optional<Instant> waited(Duration time) {
        Duration left = time;
        for (Span span : spans.reversed()) {
            if (span.length().compareTo(left) >= 0) {
                return Optional.of(span.to().minus(left));
            }
            left = left.minus(span.length());
        }
        return Optional.empty();
    }

    /** Without what is too old to count for anybody who may wait for {@code longest}. */
    OpenTimes within(Duration longest) {
        return waited(longest)
                .map(first -> new OpenTimes(
                        spans.stream()
                                .filter(span -> !span.to().isBefore(first))
                                .toList(),
                        open))
                .orElse(this);
    }
}
