package org.westerly.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.ErrorResponse.FieldError;

/** The one exception of this library: what was wanted did not happen, or nobody knows whether it did. */
public final class WesterlyException extends RuntimeException {

    /** Why, as far as the caller can do something about it. */
    public enum Kind {
        /** The server understood and said no; {@link #status}, {@link #code} and {@link #errors} say why. */
        REFUSED,
        /** No answer came, also not after the attempts that were allowed. */
        UNREACHABLE,
        /** What answered does not speak WES. */
        NOT_UNDERSTOOD,
        /** The calling thread was interrupted; its flag is set again. */
        INTERRUPTED,
        /** A file of this machine could not be read or written. */
        LOCAL_FILE
    }

    private final Kind kind;
    private final int status;
    private final String code;
    private final List<FieldError> errors;

    private WesterlyException(Kind kind, Refusal refusal, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = refusal.status();
        this.code = refusal.code();
        this.errors = refusal.errors();
    }

    private record Refusal(int status, String code, List<FieldError> errors) {
        private static final Refusal NONE = new Refusal(0, "", List.of());
    }

    static WesterlyException refused(int status, String code, List<FieldError> errors, String message) {
        return new WesterlyException(Kind.REFUSED, new Refusal(status, code, List.copyOf(errors)), message, null);
    }

    static WesterlyException of(Kind kind, String message, @Nullable Throwable cause) {
        return new WesterlyException(kind, Refusal.NONE, message, cause);
    }

    static WesterlyException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return of(Kind.INTERRUPTED, "interrupted", cause);
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status of a refusal; 0 when there was none. */
    public int status() {
        return status;
    }

    /** The server's stable word for it, such as {@code RUN_NOT_FOUND}; empty when it gave none. */
    public String code() {
        return code;
    }

    /** Each fault of the request with the field it is in. */
    public List<FieldError> errors() {
        return errors;
    }
}
