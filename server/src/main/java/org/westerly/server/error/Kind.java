package org.westerly.server.error;

/** Who must act on an error, and with that its HTTP status: the only place where one is chosen. */
public enum Kind {
    /** The caller sent something wrong. */
    CALLER(400),
    FORBIDDEN(403),
    MISSING(404),
    METHOD(405),
    NOT_ACCEPTABLE(406),
    /** The request did not come in time. */
    TIMEOUT(408),
    /** The request does not fit what the resource has become. */
    CONFLICT(409),
    /** The resource is not as the caller believes. */
    PRECONDITION(412),
    TOO_LARGE(413),
    URI_TOO_LONG(414),
    MEDIA_TYPE(415),
    RANGE(416),
    /** The request was meant for another host. */
    MISDIRECTED(421),
    /** Well-formed, and against a rule of the engine's. */
    UNPROCESSABLE(422),
    /** More than the site takes of it at a time; later it may be taken. */
    TOO_MANY(429),
    HEADERS_TOO_LARGE(431),
    /** A defect of ours. */
    US(500),
    /** Something we depend on does not answer. */
    OUTSIDE(503),
    /** The machine needs its operator. */
    OPERATOR(507);

    private final int status;

    Kind(int status) {
        this.status = status;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** Is it the caller who must act? */
    public boolean callers() {
        return status < 500;
    }
}
