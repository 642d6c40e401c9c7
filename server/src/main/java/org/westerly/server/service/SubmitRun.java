package org.westerly.server.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.Uploads;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.IdempotencyKey;
import org.westerly.server.store.Insertion;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.UnknownOutcomeException;

/** Takes submissions: valid ones become runs in QUEUED, durable before anybody is told. */
public final class SubmitRun {

    /** How long an idempotency key counts. */
    public static final Duration KEY_LIFE = Duration.ofHours(24);

    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final RunStore store;
    private final Uploads uploads;
    private final SubmissionRules rules;
    private final NameLimits nameLimits;
    private final Admission admission;
    private final InstantSource clock;

    /**
     * What a site accepts.
     *
     * @param schemes of absolute workflow URLs that can be fetched, in lower case
     */
    public record Accepted(Set<String> schemes, NameLimits names) {
        public Accepted {
            schemes = Set.copyOf(schemes);
        }
    }

    /** @param admission who is let in at all */
    public SubmitRun(
            RunStore store,
            Engines engines,
            Uploads uploads,
            Accepted accepted,
            Admission admission,
            InstantSource clock) {
        this.store = store;
        this.uploads = uploads;
        this.rules = new SubmissionRules(engines, accepted.schemes());
        this.nameLimits = accepted.names();
        this.admission = admission;
        this.clock = clock;
    }

    /**
     * Begins to take a submission.
     *
     * @param key the client's idempotency key, or null
     * @throws WesException INVALID_REQUEST when the key is not one; QUEUE_FULL or RATE_LIMITED before anything is
     *     read, except with a key: what repeats an earlier request is answered all the same
     */
    public Intake begin(Caller caller, @Nullable String key) {
        if (key != null && !KEY_FORM.matcher(key).matches()) {
            throw new WesException(
                    ErrorCode.INVALID_REQUEST,
                    List.of(new FieldFault("Idempotency-Key", "must be 1 to 255 visible ASCII characters")));
        }
        if (key == null) {
            admission.requireRoom(store, caller.owner());
        }
        RunId id = RunId.mint(clock.instant());
        return new Intake(this, caller, id, uploads.open(id), key);
    }

    NameLimits nameLimits() {
        return nameLimits;
    }

    SubmissionRules.Verdict judge(Map<String, RawValue> fields, List<String> attachments) {
        return rules.judge(fields, attachments);
    }

    /** What came of the attempt to store a run: its id, or that of the one it repeats, or why there is neither. */
    record Outcome(Optional<RunId> run, @Nullable RuntimeException failure) {}

    Outcome store(Caller caller, RunId id, SubmissionRules.Verdict.Valid valid, @Nullable String key, String digest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<String> notes = valid.notes().stream()
                .map(note -> WireTime.of(now) + " " + note)
                .toList();
        Run run = Run.accepted(
                id, caller.owner(), valid.engine().choice(), valid.request().tags(), notes, now);
        IdempotencyKey promise = key == null ? null : new IdempotencyKey(key, digest, now.minus(KEY_LIFE));
        Admission.Ticket ticket = admission.ticket(caller.owner());
        Insertion insertion;
        try {
            insertion = store.insert(run, valid.request(), promise, ticket.room());
        } catch (RuntimeException failure) {
            // The commit may have happened although its answer was lost. Only the store knows; if it cannot be asked
            // either, this throws as well, and the attachments stay until it can.
            if (store.get(id).isPresent()) {
                return stored(id);
            }
            // Not there yet is not the same as never: a database that stalled may still make the commit.
            if (failure instanceof UnknownOutcomeException) {
                throw failure;
            }
            return new Outcome(Optional.empty(), failure);
        }
        if (!(insertion instanceof Insertion.Stored)) {
            ticket.giveBack();
        }
        return switch (insertion) {
            case Insertion.Stored _ -> stored(id);
            case Insertion.Full full -> new Outcome(Optional.empty(), ticket.refusal(full));
            case Insertion.Repeated repeated -> new Outcome(Optional.of(repeated.earlier()), null);
            case Insertion.Clash clash ->
                new Outcome(
                        Optional.empty(),
                        new WesException(
                                ErrorCode.IDEMPOTENCY_CLASH,
                                "this Idempotency-Key came with another body before, which made run "
                                        + clash.earlier()));
        };
    }

    private Outcome stored(RunId id) {
        return new Outcome(Optional.of(id), null);
    }
}
