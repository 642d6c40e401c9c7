package org.westerly.chaos.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.westerly.chaos.client.Testimony;
import org.westerly.chaos.client.Testimony.Accepted;
import org.westerly.chaos.plan.Plan;
import org.westerly.chaos.world.Witness;
import org.westerly.chaos.world.World;

/**
 * All there is to judge a round by; the servers are stopped.
 *
 * @param runs as they are stored
 * @param told by whom, where several servers have one store
 */
public record Evidence(Plan plan, Testimony testimony, World world, List<StoredRun> runs, List<Witness.Told> told) {

    /** Copies. */
    public Evidence {
        runs = List.copyOf(runs);
        told = List.copyOf(told);
    }

    /** Reads the store. */
    public static Evidence of(Plan plan, Testimony testimony, World world) throws SQLException {
        try (Connection connection = world.connect()) {
            return new Evidence(
                    plan,
                    testimony,
                    world,
                    ReadStore.read(connection),
                    world.isShared() ? Witness.read(connection) : List.of());
        }
    }

    Map<String, StoredRun> byId() {
        return runs.stream().collect(Collectors.toMap(StoredRun::id, Function.identity()));
    }

    /** What was wanted of each run that was accepted. */
    Map<String, Testimony.Wanted> wantedById() {
        return testimony.accepted().stream()
                .collect(Collectors.toMap(Accepted::run, Accepted::wanted, (first, _) -> first));
    }

    /** Has anything happened for which a run may fail that is no fault of the run? */
    boolean failureIsExcused() {
        return plan.blows().stream().anyMatch(blow -> blow.fault().excusesFailure());
    }
}
