package org.westerly.server.results;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file of a run is to its reader, in the order in which they are listed. */
public enum FileKind {
    /** What the workflow was run for. */
    OUTPUT,
    /** An output that is made to be looked at: see {@link ReportNames}. */
    REPORT,
    /** What the engine or a task wrote on its standard output or error. */
    LOG,
    /** A working file. */
    INTERMEDIATE;

    /** As it stands in answers and queries. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FileKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Are its files' checksums computed? A log may be masked, and working files are too many for too little. */
    boolean summed() {
        return this == OUTPUT || this == REPORT;
    }
}
