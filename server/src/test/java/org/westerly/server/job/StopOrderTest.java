package org.westerly.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopOrderTest {

    @Test
    void usuallyItIsTerm() {
        assertThat(StopOrder.term(Duration.ZERO)).isEqualTo(new StopOrder(List.of(StopSignal.TERM), Duration.ZERO));
    }

    @Test
    void itAsksAtLeastOnceAndWaitsNoNegativeTime() {
        assertThatThrownBy(() -> new StopOrder(List.of(), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StopOrder.term(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
