package org.westerly.server.store.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.westerly.server.store.jdbc.schema.Tables;

/** A table as it is copied from one database to another: by its key, so that both give its rows in the same order. */
record CopiedTable(String name, List<String> columns, List<String> key) {

    /** Each after those that its rows refer to. What triggers keep ({@code run_count}) comes by itself. */
    static final List<CopiedTable> ALL = List.of(
            of(Tables.RUN),
            of(Tables.RUN_REQUEST),
            of(Tables.RUN_OUTPUTS),
            of(Tables.JOURNAL),
            of(Tables.POSTING),
            of(Tables.POSTING_SPAN),
            of(Tables.IDEMPOTENCY_KEY),
            of(Tables.SECRET));

    private static CopiedTable of(Table<?> table) {
        UniqueKey<?> key = table.getPrimaryKey();
        if (key == null) {
            throw new IllegalStateException(table.getName() + " has no key to be copied by");
        }
        return new CopiedTable(
                table.getName(),
                Arrays.stream(table.fields()).map(Field::getName).toList(),
                key.getFields().stream().map(Named::getName).toList());
    }

    /** The first rows, or those past a key. */
    String select(boolean past, int limit) {
        String keys = String.join(", ", key);
        return "select " + String.join(", ", columns) + " from " + name
                + (past ? " where (" + keys + ") > (" + places(key.size()) + ")" : "") + " order by " + keys + " limit "
                + limit;
    }

    String insert() {
        return "insert into " + name + " (" + String.join(", ", columns) + ") values (" + places(columns.size()) + ")";
    }

    private static String places(int count) {
        return java.util.stream.Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", "));
    }
}
