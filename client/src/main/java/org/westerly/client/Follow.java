package org.westerly.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.westerly.api.StreamEnd;
import org.westerly.client.WesterlyException.Kind;

/**
 * Records as they come, one after the other, from a stream that is taken up again after every break: none is missed, none
 * comes twice. {@link #hasNext} waits, and is false when there will be no more. To be read by one thread; closing it from
 * another ends that thread's wait.
 */
public final class Follow<T> implements Iterator<T>, AutoCloseable {

    /** A server may be away for longer than a single call would wait. */
    private static final int PATIENCE = 8;

    /** Opens the stream behind this id; none: at its beginning. */
    interface Opening {
        InputStream after(OptionalLong id);
    }

    private final Opening opening;
    private final RetryPolicy policy;
    private final Class<T> type;
    private OptionalLong after;
    private volatile @Nullable EventReader reader;
    private volatile boolean closed;
    private @Nullable T ahead;
    private @Nullable StreamEnd end;
    private int failures;

    Follow(Opening opening, RetryPolicy policy, Class<T> type, OptionalLong after) {
        this.opening = opening;
        this.policy = policy;
        this.type = type;
        this.after = after;
    }

    /**
     * Waits for the next record.
     *
     * @throws WesterlyException when the server refuses, or stays away for longer than the policy allows
     */
    @Override
    public boolean hasNext() {
        while (ahead == null && end == null && !closed) {
            step();
        }
        return ahead != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        T next = java.util.Objects.requireNonNull(ahead);
        ahead = null;
        return next;
    }

    /** Why there are no more; empty before the end, and when it was closed here. */
    public Optional<StreamEnd> end() {
        return Optional.ofNullable(end);
    }

    /** The id of the last record: what a later {@code Follow} goes on after. */
    public OptionalLong position() {
        return after;
    }

    private void step() {
        EventReader from = reader;
        try {
            if (from == null) {
                from = open();
            }
            Optional<EventReader.Event> event = from.next();
            if (event.isEmpty()) {
                broken(from);
            } else {
                failures = 0;
                take(from, event.get());
            }
        } catch (WesterlyException e) {
            if (closed) {
                return;
            }
            if (e.kind() != Kind.UNREACHABLE || failures >= PATIENCE) {
                throw e;
            }
            broken(from);
        } catch (JsonProcessingException e) {
            throw WesterlyException.of(Kind.NOT_UNDERSTOOD, "an event that is none: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            broken(from);
        }
    }

    private EventReader open() {
        EventReader opened = new EventReader(opening.after(after));
        reader = opened;
        if (closed) {
            opened.close();
        }
        return opened;
    }

    private void broken(@Nullable EventReader from) {
        if (from != null) {
            // An id can come without an event: nothing that concerns us has happened up to there.
            // Never back, whatever a server says: what was told once is not told again.
            position(from).ifPresent(id -> after = OptionalLong.of(Math.max(id, after.orElse(id))));
            from.close();
        }
        reader = null;
        failures++;
        if (!closed) {
            Duration pause = policy.after(failures);
            Calls.sleep(pause);
        }
    }

    private void take(EventReader from, EventReader.Event event) throws JsonProcessingException {
        if (event.name().equals("end")) {
            StreamEnd said = Json.MAPPER.readValue(event.data(), StreamEnd.class);
            if (said.reason().equals(StreamEnd.SERVER_STOPPING)) {
                broken(from);
            } else {
                end = said;
                from.close();
            }
            return;
        }
        OptionalLong id = position(from);
        if (id.isPresent() && after.isPresent() && id.getAsLong() <= after.getAsLong()) {
            return; // told already
        }
        ahead = Json.MAPPER.readValue(event.data(), type);
        after = id.isPresent() ? id : after;
    }

    private static OptionalLong position(EventReader from) {
        return from.lastId()
                .filter(id -> id.matches("\\d{1,18}"))
                .map(id -> OptionalLong.of(Long.parseLong(id)))
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public void close() {
        closed = true;
        EventReader open = reader;
        if (open != null) {
            open.close();
        }
    }
}
