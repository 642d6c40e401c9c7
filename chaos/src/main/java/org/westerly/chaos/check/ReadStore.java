package org.westerly.chaos.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tables as they are, by statements of its own. */
final class ReadStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReadStore() {}

    static List<StoredRun> read(Connection connection) throws SQLException {
        return runs(connection, moves(connection));
    }

    private static Map<Long, List<StoredRun.Move>> moves(Connection connection) throws SQLException {
        Map<Long, List<StoredRun.Move>> moves = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select run, position, version, from_state, to_state, event from journal order by position")) {
            while (rows.next()) {
                moves.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                        .add(new StoredRun.Move(
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6)));
            }
        }
        return moves;
    }

    private static List<StoredRun> runs(Connection connection, Map<Long, List<StoredRun.Move>> moves)
            throws SQLException {
        List<StoredRun> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select seq, id, state, tags, purged_at, exit_code, system_logs from run order by seq")) {
            while (rows.next()) {
                Object exitCode = rows.getObject(6);
                runs.add(new StoredRun(
                        rows.getString(2),
                        rows.getString(3),
                        json(rows.getString(4)).path("token").textValue(),
                        rows.getObject(5) != null,
                        exitCode == null ? null : ((Number) exitCode).longValue(),
                        texts(json(rows.getString(7))),
                        moves.getOrDefault(rows.getLong(1), List.of())));
            }
        }
        return runs;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.isTextual() ? one.textValue() : one.toString()));
        return texts;
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return JSON.readTree(text == null ? "null" : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON, in a row of run: " + text, e);
        }
    }
}
