package org.westerly.server.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.westerly.server.config.TimeSpan;

/**
 * The engine parameter by which a run says how long it may take: less than runs of its engine usually may, or more as far
 * as the site lets it. It is the server's own, and no engine sees it.
 */
public final class AskedRunTime {

    public static final String PARAMETER = "max-run-time";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private AskedRunTime() {}

    /** What is wrong with what was sent, as the end of a sentence; empty when nothing is. */
    public static Optional<String> fault(Map<String, String> engineParameters, Limits limits) {
        String text = engineParameters.getOrDefault(PARAMETER, "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        Duration most = limits.mostRunTime();
        Optional<Duration> time = read(text);
        if (time.isEmpty()) {
            return Optional.of("must be a time such as 90s, 30m, 12h or 2d, or a number of seconds, longer than nothing"
                    + (most == null ? "" : ", up to " + inSeconds(most)));
        }
        return most != null && time.get().compareTo(most) > 0
                ? Optional.of("must not be longer than runs of this engine may take, " + inSeconds(most))
                : Optional.empty();
    }

    /** What a run with these engine parameters may use. */
    public static Limits of(Map<String, String> engineParameters, Limits limits) {
        return read(engineParameters.getOrDefault(PARAMETER, ""))
                .map(limits::asking)
                .orElse(limits);
    }

    /** As it can be sent. */
    public static String inSeconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static Optional<Duration> read(String text) {
        String stripped = text.strip();
        return (SECONDS.matcher(stripped).matches()
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(stripped)))
                        : TimeSpan.parse(stripped))
                .filter(time -> !time.isZero());
    }
}
