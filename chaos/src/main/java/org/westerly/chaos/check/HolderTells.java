package org.westerly.chaos.check;

import java.util.List;
import java.util.Set;
import org.westerly.chaos.world.Witness;

/** Of a run at work, only the server that works on it tells how it goes: one that was given up by the others is not heard. */
final class HolderTells implements Check {

    /** What users ask for comes from any server; who claims a run or takes it over says so by that. */
    private static final Set<String> OF_THE_HOLDER =
            Set.of("Started", "Succeeded", "Failed", "Faulted", "Preempted", "Stopped");

    @Override
    public List<Finding> look(Evidence evidence) {
        return evidence.told().stream()
                .filter(HolderTells::isAlien)
                .map(told -> new Finding(
                        "only the server that works on a run tells of it",
                        told.run() + ": " + told.event() + " was told by " + told.teller() + ", and " + told.holder()
                                + " works on it"))
                .toList();
    }

    private static boolean isAlien(Witness.Told told) {
        return told.from() != null
                && Moves.isWork(told.from())
                && OF_THE_HOLDER.contains(told.event())
                && told.holder() != null
                && !told.holder().equals(told.teller());
    }
}
