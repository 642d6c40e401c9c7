package org.westerly.server.store.memory;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.RunStoreContract;

class MemoryRunStoreTest extends RunStoreContract {

    @Override
    protected RunStore open() {
        return new MemoryRunStore();
    }
}
