package org.westerly.server.executor.local;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Why jobs that should have cgroups do without at the moment. It is told when that begins and ends, not for each job. */
final class CgroupTrouble {

    private final AtomicReference<Optional<String>> now = new AtomicReference<>(Optional.empty());
    private final Consumer<Optional<String>> tell;

    /** @param tell gets the reason, or nothing when all is well again */
    CgroupTrouble(Consumer<Optional<String>> tell) {
        this.tell = tell;
    }

    void begins(String why) {
        if (now.getAndSet(Optional.of(why)).isEmpty()) {
            tell.accept(Optional.of(why));
        }
    }

    void isOver() {
        if (now.getAndSet(Optional.empty()).isPresent()) {
            tell.accept(Optional.empty());
        }
    }

    Optional<String> now() {
        return now.get();
    }
}
