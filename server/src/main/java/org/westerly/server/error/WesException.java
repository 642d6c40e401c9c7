package org.westerly.server.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal that the caller is told of. The message is for a person and holds no path of the server. */
public final class WesException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldFault> faults;

    public WesException(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    public WesException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, List.of(), cause);
    }

    /** All faults of one request at once; the message tells each. */
    public WesException(ErrorCode code, List<FieldFault> faults) {
        this(code, String.join("; ", faults.stream().map(FieldFault::toString).toList()), faults, null);
    }

    private WesException(ErrorCode code, String message, List<FieldFault> faults, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    /** What is wrong with one field of a request. */
    public record FieldFault(String field, String problem) {
        @Override
        public String toString() {
            return field + ": " + problem;
        }
    }
}
