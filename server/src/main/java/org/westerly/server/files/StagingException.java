package org.westerly.server.files;

/** What a run needs cannot be had. The message is for the run's user, and holds neither credentials nor paths. */
public class StagingException extends Exception {

    /** What is to blame. */
    public enum Kind {
        /** It could not be fetched: the other side, the network, a limit of this server. */
        UNAVAILABLE,

        /** It was there, and is not what it has to be: the workflow's own fault. */
        BAD_DOCUMENT
    }

    private final Kind kind;

    /** Something {@link Kind#UNAVAILABLE}. */
    public StagingException(String message) {
        super(message);
        this.kind = Kind.UNAVAILABLE;
    }

    /** Something {@link Kind#UNAVAILABLE}. */
    public StagingException(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.UNAVAILABLE;
    }

    public StagingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
