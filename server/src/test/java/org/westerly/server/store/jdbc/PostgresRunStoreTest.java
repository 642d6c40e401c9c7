package org.westerly.server.store.jdbc;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.RunStoreContract;
import org.westerly.server.testkit.PostgresServer;

class PostgresRunStoreTest extends RunStoreContract {

    @Override
    protected RunStore open() {
        return JdbcRunStore.open(PostgresServer.shared().database());
    }
}
