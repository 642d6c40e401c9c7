package org.westerly.chaos.check;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of runs, with its lines of the journal.
 *
 * @param token its tag of that name; null once it is purged, and for a run that nobody here has asked for
 * @param exitCode null where there is none
 */
public record StoredRun(
        String id,
        String state,
        @Nullable String token,
        boolean purged,
        @Nullable Long exitCode,
        List<String> systemLogs,
        List<Move> moves) {

    /**
     * A line of the journal.
     *
     * @param from null for the first one
     */
    public record Move(
            long position, long version, @Nullable String from, String to, String event) {}

    /** Copies. */
    public StoredRun {
        systemLogs = List.copyOf(systemLogs);
        moves = List.copyOf(moves);
    }

    /** The states that it was in, one after the other. */
    public List<String> states() {
        return moves.stream()
                .filter(move -> !move.to().equals(move.from()))
                .map(Move::to)
                .toList();
    }

    Optional<Move> ended() {
        return moves.stream().filter(move -> Moves.isEnd(move.to())).findFirst();
    }
}
