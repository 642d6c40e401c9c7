package org.westerly.server.store.jdbc;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.ServersContract;
import org.westerly.testkit.PostgresServer;

class PostgresServersTest extends ServersContract {

    @Override
    protected RunStore open() {
        return JdbcRunStore.open(PostgresServer.shared().database());
    }
}
