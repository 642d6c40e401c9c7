package org.westerly.server.error;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal that the caller is told of. The message is for a person and holds no path of the server. */
public final class WesException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldFault> faults;
    private final @Nullable Duration retryAfter;

    public WesException(ErrorCode code, String message) {
        this(code, message, List.of(), null, null);
    }

    public WesException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, List.of(), cause, null);
    }

    /** All faults of one request at once; the message tells each. */
    public WesException(ErrorCode code, List<FieldFault> faults) {
        this(code, String.join("; ", faults.stream().map(FieldFault::toString).toList()), faults, null, null);
    }

    /** For what may be taken when it is sent again after so long. */
    public static WesException later(ErrorCode code, String message, Duration retryAfter) {
        return new WesException(code, message, List.of(), null, retryAfter);
    }

    private WesException(
            ErrorCode code,
            String message,
            List<FieldFault> faults,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.code = code;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    /** When to try again; null where that would not help, or nobody knows. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What is wrong with one field of a request. */
    public record FieldFault(String field, String problem) {
        @Override
        public String toString() {
            return field + ": " + problem;
        }
    }
}
