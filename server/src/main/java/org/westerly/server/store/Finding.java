package org.westerly.server.store;

import java.util.Locale;

/**
 * Something that is not as it should be in what is kept.
 *
 * @param about the run, table, line or file
 * @param what in words for the operator
 */
public record Finding(Check check, String about, String what) {

    /** What was looked at. */
    public enum Check {
        /** Positions of the journal without a line. */
        GAP,
        /** Lines of the journal that are not what was written. */
        CHAIN,
        /** Runs that are not what their journal says. */
        HISTORY,
        /** Counters that are not the number of runs. */
        COUNTER,
        /** What lists are read from. */
        INDEX,
        /** Outputs documents. */
        OUTPUTS,
        /** Folders of runs. */
        FOLDER,
        /** Attachments that wait for a launch. */
        UPLOAD,
        /** Files whose checksum was recorded. */
        CHECKSUM,
        /** What is left of purged runs. */
        PURGED,
        /** Processes of runs that have ended. */
        PROCESS,
        /** Files of a backup. */
        BACKUP;

        /** As it is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
