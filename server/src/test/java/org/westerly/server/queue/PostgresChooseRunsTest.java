package org.westerly.server.queue;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.jdbc.JdbcRunStore;
import org.westerly.testkit.PostgresServer;

class PostgresChooseRunsTest extends ChooseRunsContract {

    @Override
    RunStore open() {
        return JdbcRunStore.open(PostgresServer.shared().database());
    }

    @Override
    int crowd() {
        return 200;
    }
}
