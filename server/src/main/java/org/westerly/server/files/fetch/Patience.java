package org.westerly.server.files.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * How often, and after which pauses, something is tried again that may be otherwise a moment later.
 *
 * @param pauses one before each further try
 * @param longest as long as another server may make us wait
 * @param pause how to wait
 * @param clock to read dates by
 */
public record Patience(List<Duration> pauses, Duration longest, Pause pause, InstantSource clock) {

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    public Patience {
        pauses = List.copyOf(pauses);
    }

    /** Four tries within seconds, or within minutes where the other side asks for that. */
    public static Patience usual(InstantSource clock) {
        return new Patience(
                List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2)),
                Duration.ofMinutes(1),
                Thread::sleep,
                clock);
    }

    /**
     * Waits before the next try.
     *
     * @param tries how many there have been
     * @param retryAfter the other side's wish: seconds or an HTTP date (RFC 9110, 10.2.3), or empty
     * @return false when there is to be no further one
     */
    boolean again(int tries, String retryAfter) throws InterruptedException {
        if (tries > pauses.size()) {
            return false;
        }
        Duration own = pauses.get(tries - 1);
        Duration wish = wish(retryAfter.strip());
        Duration wait = wish.compareTo(own) > 0 ? wish : own;
        pause.last(wait.compareTo(longest) > 0 ? longest : wait);
        return true;
    }

    private Duration wish(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter));
            return Duration.between(clock.instant(), until);
        } catch (DateTimeException none) {
            return Duration.ZERO;
        }
    }
}
