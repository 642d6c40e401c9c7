package org.westerly.server.dispatch;

import java.io.IOException;
import org.westerly.server.engine.EngineMissingException;
import org.westerly.server.executor.JobNotStartedException;
import org.westerly.server.files.StagingException;
import org.westerly.server.run.RunEvent;

/** What a fault means for the user of a run. Messages of other origin stay inside: they name the server's paths. */
final class Reason {

    private Reason() {}

    /** The end of a launch that met {@code fault}: the workflow's fault, where its document is bad, or else ours. */
    static RunEvent end(Throwable fault, String during) {
        boolean badDocument =
                fault instanceof StagingException told && told.kind() == StagingException.Kind.BAD_DOCUMENT;
        String reason = of(fault, during);
        return badDocument ? new RunEvent.Failed(null, "{}", reason) : new RunEvent.Faulted(null, reason);
    }

    static String of(Throwable fault, String during) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && isFull(String.valueOf(cause.getMessage()))) {
                return "the server's disk is full; it failed " + during
                        + " (the operator must free space, then submit again)";
            }
        }
        return switch (fault) {
            case StagingException told ->
                switch (told.kind()) {
                    case UNAVAILABLE -> "a file of the run could not be had: " + told.getMessage();
                    case BAD_DOCUMENT -> "the workflow document is not usable: " + told.getMessage();
                };
            case EngineMissingException told -> String.valueOf(told.getMessage());
            case JobNotStartedException told -> "the engine could not be started: " + told.getMessage();
            case IOException _ ->
                "the server could not read or write a file of the run " + during + " (its log has the details)";
            default -> "an internal error of the server " + during + " (its log has the details)";
        };
    }

    /** Is it about the run, and told to its user in full? Otherwise the operator should know. */
    static boolean isForUser(Throwable fault) {
        return fault instanceof StagingException
                || fault instanceof EngineMissingException
                || fault instanceof JobNotStartedException;
    }

    private static boolean isFull(String message) {
        return message.contains("No space left") || message.contains("quota exceeded");
    }
}
