package org.westerly.server.store.memory;

import org.westerly.server.store.RunListContract;
import org.westerly.server.store.RunStore;

class MemoryRunListTest extends RunListContract {

    @Override
    protected RunStore open() {
        return new MemoryRunStore();
    }

    @Override
    protected int runs() {
        return 1_000;
    }
}
