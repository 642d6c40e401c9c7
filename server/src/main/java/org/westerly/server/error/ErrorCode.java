package org.westerly.server.error;

/** A stable word for every refusal; clients may rely on it. */
public enum ErrorCode {
    INVALID_REQUEST(Kind.CALLER),
    MALFORMED_BODY(Kind.CALLER),
    UNSUPPORTED_WORKFLOW(Kind.CALLER),
    INVALID_PAGE(Kind.CALLER),
    CROSS_ORIGIN(Kind.FORBIDDEN),
    OTHER_OWNER(Kind.FORBIDDEN),
    RUN_NOT_FOUND(Kind.MISSING),
    TASK_NOT_FOUND(Kind.MISSING),
    FILE_NOT_FOUND(Kind.MISSING),
    ROUTE_NOT_FOUND(Kind.MISSING),
    METHOD_NOT_ALLOWED(Kind.METHOD),
    NOT_ACCEPTABLE(Kind.NOT_ACCEPTABLE),
    RUN_FINISHED(Kind.CONFLICT),
    RUN_NOT_FINISHED(Kind.CONFLICT),
    RUN_NOT_DELETED(Kind.CONFLICT),
    RUN_PURGED(Kind.CONFLICT),
    IDEMPOTENCY_CLASH(Kind.CONFLICT),
    PRECONDITION_FAILED(Kind.PRECONDITION),
    TOO_LARGE(Kind.TOO_LARGE),
    URI_TOO_LONG(Kind.URI_TOO_LONG),
    HEADERS_TOO_LARGE(Kind.HEADERS_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(Kind.MEDIA_TYPE),
    RANGE_NOT_SATISFIABLE(Kind.RANGE),
    MISDIRECTED(Kind.MISDIRECTED),
    PARAMETER_RULE(Kind.UNPROCESSABLE),
    QUEUE_FULL(Kind.TOO_MANY),
    RATE_LIMITED(Kind.TOO_MANY),
    DRAINING(Kind.OUTSIDE),
    STORE_UNAVAILABLE(Kind.OUTSIDE),
    NO_SPACE(Kind.OPERATOR),
    INTERNAL(Kind.US);

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
