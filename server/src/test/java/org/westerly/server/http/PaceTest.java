package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;

/** The clock moves only while somebody waits for the client. */
class PaceTest {

    private static final Pace HUNDRED_A_SECOND = new Pace(100, Duration.ofSeconds(10));

    private final AtomicLong nanos = new AtomicLong();
    private final Stopwatch watch = new Stopwatch(HUNDRED_A_SECOND, nanos::get);

    /** So many bytes each time, and so long for it. */
    private InputStream client(int bytes, long millis) {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("bytes are read one by one");
            }

            @Override
            public int read(byte[] into, int from, int length) {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
                return Math.min(bytes, length);
            }
        };
    }

    private static void read(InputStream body, int times) throws IOException {
        byte[] buffer = new byte[1_000];
        for (int i = 0; i < times; i++) {
            assertThat(body.read(buffer)).isPositive();
        }
    }

    @Test
    void aBodyThatDripsIsRefusedOnceThePatienceIsOver() throws IOException {
        InputStream body = new PacedBody(client(99, 1_000), HUNDRED_A_SECOND, watch);
        read(body, 9);
        assertThatThrownBy(() -> read(body, 1))
                .isInstanceOfSatisfying(
                        WesException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_SLOW))
                .hasMessageContaining("100 bytes a second for 10 s");
    }

    @Test
    void oneThatKeepsThePaceIsTakenHoweverLong() throws IOException {
        read(new PacedBody(client(100, 1_000), HUNDRED_A_SECOND, watch), 1_000);
    }

    @Test
    void nobodySavesUp() throws IOException {
        read(new PacedBody(client(1_000, 100), HUNDRED_A_SECOND, watch), 100);
        InputStream slow = new PacedBody(client(1, 1_000), HUNDRED_A_SECOND, watch);
        assertThatThrownBy(() -> read(slow, 10)).isInstanceOf(WesException.class);
    }

    @Test
    void whatTheServerDoesItselfIsNotTheClientsFault() throws IOException {
        InputStream body = new PacedBody(client(1, 1), HUNDRED_A_SECOND, watch);
        for (int i = 0; i < 1_000; i++) {
            read(body, 1);
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }
    }

    @Test
    void theEndIsTheEndHoweverLate() throws IOException {
        InputStream late = new ByteArrayInputStream(new byte[0]) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
                return super.read(into, from, length);
            }
        };
        assertThat(new PacedBody(late, HUNDRED_A_SECOND, watch).read()).isEqualTo(-1);
    }

    @Test
    void noRateIsAnyRate() throws IOException {
        Pace any = new Pace(0, Duration.ofSeconds(1));
        read(new PacedBody(client(1, 100_000), any, new Stopwatch(any, nanos::get)), 100);
    }

    @Test
    void anAnswerThatIsHardlyTakenIsBrokenOff() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        OutputStream reader = new OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("bytes are written one by one");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
                taken.write(bytes, from, length);
            }
        };
        OutputStream answer = new PacedOutput(reader, watch, () -> broken.set(true));
        for (int i = 0; i < 100; i++) {
            answer.write(new byte[100]);
        }
        assertThat(broken).isFalse();
        for (int i = 0; i < 9; i++) {
            answer.write(7);
        }
        assertThatThrownBy(() -> answer.write(7))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too slow");
        assertThat(broken).isTrue();
        assertThat(taken.size()).isEqualTo(10_010);
    }
}
