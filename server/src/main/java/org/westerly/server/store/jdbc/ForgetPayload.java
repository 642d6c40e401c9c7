package org.westerly.server.store.jdbc;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.westerly.server.run.JournalEntry;

/** Removes what the client sent and the engine said; the tombstone stays. */
final class ForgetPayload {

    private static final String TAGS = "update run set tags = '{}' where seq = ?";
    private static final String REQUEST = "delete from run_request where run = ?";
    private static final String OUTPUTS = "delete from run_outputs where run = ?";

    /** What an end was told with may quote anything. */
    private static final String DETAILS = JournalEntry.OF_REMOVALS.stream()
            .sorted()
            .collect(Collectors.joining(
                    "', '", "update journal set detail = '', salt = null where run = ? and event not in ('", "')"));

    private ForgetPayload() {}

    static void of(Session session, long sequence) throws SQLException {
        for (String statement : new String[] {TAGS, REQUEST, OUTPUTS, DETAILS}) {
            var _ = session.update(statement, sequence);
        }
    }
}
