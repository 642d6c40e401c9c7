package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.queue.Flow;
import org.westerly.server.run.Owner;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunState;
import org.westerly.server.store.Room;
import org.westerly.server.store.memory.MemoryRunStore;

/** Submissions past what the site takes at a time: refused in words, nothing stored, and repetitions answered. */
class AdmissionTest {

    private static final Caller BOB = new Caller(new Owner("bob"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));

    private final AtomicReference<Flow> flow = new AtomicReference<>(Flow.OPEN);

    @TempDir
    Path temp;

    private House house;

    @BeforeEach
    void build() throws Exception {
        house = new House(temp, new MemoryRunStore(), List.of());
    }

    @Test
    void aFullQueueRefusesBeforeTheBodyIsReadAndRepetitionsAreAnswered() {
        SubmitRun submit = house.submit(admission(new Room(3, 2), OptionalInt.empty()));
        RunId first = take(submit, House.ALICE, "k1");
        take(submit, House.ALICE, null);
        WesException ofOwner = refused(submit, House.ALICE, null);
        assertThat(ofOwner.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(ofOwner)
                .hasMessageContaining("2 runs of this owner")
                .hasMessageContaining("limits.queued.per-owner");
        assertThat(ofOwner.retryAfter()).isPositive();
        assertThat(catchThrowableOfType(WesException.class, () -> submit.begin(House.ALICE, null)))
                .as("without a key, nothing of the body is read")
                .hasMessage(ofOwner.getMessage());

        take(submit, BOB, null);
        assertThat(refused(submit, BOB, null)).hasMessageContaining("limits.queued.runs");
        assertThat(refused(submit, BOB, "k2").code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(take(submit, House.ALICE, "k1")).isEqualTo(first);
        assertThat(house.store.counts(null)).containsEntry(RunState.QUEUED, 3L);

        house.start(first);
        take(submit, BOB, "k2");
    }

    @Test
    void aMinutesWorthMayComeAtOnceAndThenAsItComesInAgain() {
        SubmitRun submit = house.submit(admission(Room.ANY, OptionalInt.of(3)));
        RunId first = take(submit, House.ALICE, "k1");
        assertThat(take(submit, House.ALICE, "k1"))
                .as("a repetition costs nothing")
                .isEqualTo(first);
        take(submit, House.ALICE, null);
        take(submit, House.ALICE, null);
        WesException tooFast = refused(submit, House.ALICE, null);
        assertThat(tooFast.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(tooFast).hasMessageContaining("limits.queued.per-minute");
        assertThat(tooFast.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(refused(submit, House.ALICE, "k2").code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(take(submit, House.ALICE, "k1")).isEqualTo(first);
        take(submit, BOB, null);

        now.set(now.get().plusSeconds(19));
        assertThat(refused(submit, House.ALICE, null).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        now.set(now.get().plusSeconds(1));
        take(submit, House.ALICE, "k2");
        assertThat(refused(submit, House.ALICE, null).retryAfter()).isEqualTo(Duration.ofSeconds(20));
        assertThat(house.store.counts(House.ALICE.owner())).containsEntry(RunState.QUEUED, 4L);

        now.set(now.get().plus(Duration.ofDays(1)));
        for (int i = 0; i < 3; i++) {
            take(submit, House.ALICE, null);
        }
        assertThat(refused(submit, House.ALICE, null).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void whoIsDrainedTakesNothingButAnswersRepetitionsAndWhoIsPausedTakesAll() {
        SubmitRun submit = house.submit(admission(Room.ANY, OptionalInt.of(2)));
        RunId first = take(submit, House.ALICE, "k1");
        flow.set(Flow.DRAINING);
        for (int i = 0; i < 5; i++) {
            WesException refused = refused(submit, House.ALICE, "k2");
            assertThat(refused.code()).isEqualTo(ErrorCode.DRAINING);
            assertThat(refused.retryAfter()).isPositive();
        }
        assertThat(refused(submit, House.ALICE, null).code()).isEqualTo(ErrorCode.DRAINING);
        assertThat(take(submit, House.ALICE, "k1")).isEqualTo(first);
        assertThat(house.store.counts(null)).containsEntry(RunState.QUEUED, 1L);

        flow.set(Flow.PAUSED);
        take(submit, House.ALICE, "k2");
        assertThat(house.store.counts(null)).containsEntry(RunState.QUEUED, 2L);
    }

    private Admission admission(Room room, OptionalInt perMinute) {
        return new Admission(room, new SubmissionRate(perMinute, now::get), flow::get);
    }

    private static RunId take(SubmitRun submit, Caller caller, @Nullable String key) {
        try (Intake intake = submit.begin(caller, key)) {
            intake.text("workflow_url", "https://host/a.sh");
            intake.text("workflow_type", "SH");
            intake.text("workflow_type_version", "1.0");
            return intake.accept();
        }
    }

    private static WesException refused(SubmitRun submit, Caller caller, @Nullable String key) {
        return catchThrowableOfType(WesException.class, () -> take(submit, caller, key));
    }
}
