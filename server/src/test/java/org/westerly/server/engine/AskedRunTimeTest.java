package org.westerly.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedRunTimeTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Limits HOUR_TO_DAY = new Limits(HOUR, DAY, 5L);

    private static Map<String, String> asking(String text) {
        return Map.of("max-run-time", text, "other", "x");
    }

    @Test
    void whoDoesNotAskHasTheUsualTime() {
        assertThat(AskedRunTime.of(Map.of(), HOUR_TO_DAY)).isEqualTo(HOUR_TO_DAY);
        assertThat(AskedRunTime.of(asking(" "), HOUR_TO_DAY)).isEqualTo(HOUR_TO_DAY);
        assertThat(AskedRunTime.fault(asking(""), HOUR_TO_DAY)).isEmpty();
    }

    @Test
    void askedTimesAreTimesOrSeconds() {
        assertThat(AskedRunTime.of(asking("90s"), HOUR_TO_DAY)).isEqualTo(new Limits(Duration.ofSeconds(90), 5L));
        assertThat(AskedRunTime.of(asking(" 90 "), Limits.NONE)).isEqualTo(new Limits(Duration.ofSeconds(90), null));
        assertThat(AskedRunTime.of(asking("1d"), HOUR_TO_DAY).runTime()).isEqualTo(DAY);
        assertThat(AskedRunTime.fault(asking("24h"), HOUR_TO_DAY)).isEmpty();
        assertThat(AskedRunTime.fault(asking("999999999"), Limits.NONE)).isEmpty();
    }

    @Test
    void moreThanTheMostIsRefusedAndNeverGranted() {
        assertThat(AskedRunTime.fault(asking("1500m"), HOUR_TO_DAY))
                .get()
                .asString()
                .contains("86400s");
        assertThat(AskedRunTime.of(asking("1500m"), HOUR_TO_DAY).runTime()).isEqualTo(DAY);
        assertThat(AskedRunTime.fault(asking("61m"), new Limits(HOUR, null)))
                .as("without a most, nobody has more than the usual")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0", "0s", "-5", "1.5h", "1h30m", "99999999999", "9999999999d"})
    void whatIsNoTimeIsRefusedAndChangesNothing(String text) {
        assertThat(AskedRunTime.fault(asking(text), HOUR_TO_DAY))
                .get()
                .asString()
                .contains("12h", "up to 86400s");
        assertThat(AskedRunTime.of(asking(text), HOUR_TO_DAY)).isEqualTo(HOUR_TO_DAY);
    }

    @Test
    void oneOfUsualAndMostIsEnough() {
        assertThat(new Limits(null, DAY, null).runTime()).isEqualTo(DAY);
        assertThat(new Limits(HOUR, null, null).mostRunTime()).isEqualTo(HOUR);
        assertThatThrownBy(() -> new Limits(DAY, HOUR, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Limits(null, 5L).or(HOUR_TO_DAY)).isEqualTo(HOUR_TO_DAY);
        assertThat(new Limits(DAY, 5L).or(HOUR_TO_DAY)).isEqualTo(new Limits(DAY, DAY, 5L));
    }
}
