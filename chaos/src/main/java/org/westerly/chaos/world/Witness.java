package org.westerly.chaos.world;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trigger of ours in PostgreSQL: who has told each line of the journal, and who worked on the run at that moment. */
public final class Witness {

    /** A setting of each session, which PostgreSQL keeps for whoever asks. */
    private static final String TELLER = "harness.server";

    private static final List<String> MAKING = List.of(
            // The database may be killed next.
            "set synchronous_commit = on",
            "create schema harness",
            "create table harness.told (run text, event text, from_state text, teller text, holder text)",
            """
            create function harness.note() returns trigger language plpgsql as $$
            begin
                insert into harness.told
                    select run.id, new.event, new.from_state, current_setting('%s', true), server.name
                    from run left join server on server.epoch = run.epoch
                    where run.seq = new.run;
                return null;
            end $$""".formatted(TELLER),
            "create trigger harness after insert on journal for each row execute function harness.note()");

    private Witness() {}

    /**
     * A line of the journal.
     *
     * @param from the run's state before it; null for the first one
     * @param teller the server that wrote it
     * @param holder the server that worked on the run then; null when none did
     */
    public record Told(
            String run,
            String event,
            @Nullable String from,
            String teller,
            @Nullable String holder) {}

    /** Where the server of this name finds the store, so that its sessions are known as its own. */
    static String known(String store, String name) {
        return store.startsWith("jdbc:sqlite:") ? store : store + "?options=-c%20" + TELLER + "%3D" + name;
    }

    static void install(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : MAKING) {
                boolean _ = statement.execute(sql);
            }
        }
    }

    /** All that was noted, in no order. */
    public static List<Told> read(Connection connection) throws SQLException {
        List<Told> told = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select run, event, from_state, teller, holder from harness.told")) {
            while (rows.next()) {
                told.add(new Told(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
        }
        return told;
    }
}
