package org.westerly.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentilesAreSamplesThatWereThere() {
        Samples samples = new Samples();
        for (int i = 5_000; i > 0; i--) {
            samples.add(i);
        }
        assertThat(samples.median()).isEqualTo(Duration.ofNanos(2_500));
        assertThat(samples.percentile(99)).isEqualTo(Duration.ofNanos(4_950));
        assertThat(samples.percentile(100)).isEqualTo(Duration.ofNanos(5_000));
    }

    @Test
    void ofOneItIsThatOneAndOfNoneNothing() {
        Samples samples = new Samples();
        assertThat(samples.median()).isZero();
        samples.add(7);
        assertThat(samples.percentile(99)).isEqualTo(Duration.ofNanos(7));
    }
}
