package org.westerly.server.queue;

import org.westerly.server.store.RunStore;
import org.westerly.server.store.memory.MemoryRunStore;

class MemoryChooseRunsTest extends ChooseRunsContract {

    @Override
    RunStore open() {
        return new MemoryRunStore();
    }

    @Override
    int crowd() {
        return 2_000;
    }
}
