package org.westerly.server.store.memory;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.ServersContract;

class MemoryServersTest extends ServersContract {

    @Override
    protected RunStore open() {
        return new MemoryRunStore();
    }
}
