package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitsTest {

    @Test
    void everyFormIsReadBackAndNoneIsLongerThanItMust() {
        Random random = new Random(7);
        for (int count : new int[] {0, 1, 2, 100, 255, 256, 257, 2048, 3839, 3840, 3841, 4000, 4095, 4096}) {
            BitSet expected = new BitSet();
            while (expected.cardinality() < count) {
                expected.set(random.nextInt(Bits.SIZE));
            }
            Bits bits = Bits.none();
            expected.stream().forEach(bits::set);
            byte[] stored = bits.encoded();

            assertThat(stored).hasSizeLessThanOrEqualTo(1 + Math.min(512, 2 * Math.min(count, Bits.SIZE - count)));
            assertThat(Bits.decoded(stored).places(false))
                    .containsExactly(expected.stream().toArray());
            assertThat(Bits.decoded(stored).count()).isEqualTo(count);
        }
    }

    @Test
    void keepsWhatLiesBetween() {
        assertThat(Bits.all().keep(63, 65).places(true)).containsExactly(65, 64, 63);
        assertThat(Bits.all().keep(0, 4095).count()).isEqualTo(4096);
        assertThat(Bits.none().keep(1, 2).isEmpty()).isTrue();
    }

    @Test
    void whatWeDidNotWriteIsNotGuessed() {
        assertThatThrownBy(() -> Bits.decoded(new byte[] {9, 1, 2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("9");
    }
}
