package org.westerly.server.store.jdbc;

import org.westerly.server.store.RunListContract;
import org.westerly.server.store.RunStore;
import org.westerly.server.testkit.PostgresServer;

class PostgresRunListTest extends RunListContract {

    @Override
    protected RunStore open() {
        return JdbcRunStore.open(PostgresServer.shared().database());
    }

    /** Fewer than for SQLite: each is stored by itself, which takes several ways to the database and back. */
    @Override
    protected int runs() {
        return Bits.SIZE + 200;
    }
}
