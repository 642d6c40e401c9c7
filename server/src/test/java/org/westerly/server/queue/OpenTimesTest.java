package org.westerly.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private OpenTimes times = OpenTimes.NONE;

    private void look(int second, boolean open) {
        times = times.looked(NOON.plusSeconds(second), open);
    }

    /** In seconds past noon of who has waited for so many. */
    private long waited(int seconds) {
        return Duration.between(NOON, times.waited(Duration.ofSeconds(seconds)).orElseThrow())
                .toSeconds();
    }

    @Test
    void timeCountsFromTheFirstLookOn() {
        assertThat(times.waited(Duration.ofMillis(1))).isEmpty();
        look(0, true);
        look(50, true);
        assertThat(times.waited(Duration.ofSeconds(51))).isEmpty();
        assertThat(waited(50)).isZero();
        assertThat(waited(10)).isEqualTo(40);
    }

    @Test
    void whatWasShutDoesNotCountHoweverShort() {
        look(0, true);
        look(10, true);
        look(15, false);
        look(20, true);
        look(24, true);
        assertThat(waited(4)).isEqualTo(20);
        assertThat(waited(5)).isEqualTo(9);
        assertThat(waited(14)).isZero();
        assertThat(times.waited(Duration.ofSeconds(15))).isEmpty();
    }

    @Test
    void norDoesTimeInWhichNobodyLooked() {
        look(0, true);
        look(60, true);
        look(121, true);
        assertThat(waited(1)).isEqualTo(59);
        look(131, true);
        assertThat(waited(10)).isEqualTo(121);
        assertThat(waited(11)).isEqualTo(59);
    }

    @Test
    void aClockThatWasSetBackCountsNoHourTwice() {
        look(0, true);
        look(50, true);
        look(20, true);
        assertThat(waited(20)).isZero();
        look(30, true);
        assertThat(waited(30)).isZero();
        assertThat(times.waited(Duration.ofSeconds(31))).isEmpty();
        look(-100, true);
        assertThat(times.spans()).hasSize(1);
        assertThat(times.waited(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void onlySoMuchIsRemembered() {
        for (int i = 0; i < 2 * OpenTimes.MOST; i++) {
            look(2 * i, i % 2 == 0);
        }
        assertThat(times.spans()).hasSizeLessThanOrEqualTo(OpenTimes.MOST);
        times = OpenTimes.NONE;
        for (int i = 0; i <= 1_000; i++) {
            look(i * 80, true);
            look(i * 80 + 10, true);
        }
        assertThat(times.within(Duration.ofSeconds(35)).spans()).hasSize(4);
        assertThat(times.within(Duration.ofSeconds(35)).waited(Duration.ofSeconds(35)))
                .isEqualTo(times.waited(Duration.ofSeconds(35)));
    }
}
