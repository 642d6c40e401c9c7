package org.westerly.server.store.jdbc;

import java.sql.SQLException;

/** One change, made whole or not at all. Runs on the writer's thread: what can be prepared before is. */
@FunctionalInterface
interface Write<T> {

    T in(Session session) throws SQLException;
}
