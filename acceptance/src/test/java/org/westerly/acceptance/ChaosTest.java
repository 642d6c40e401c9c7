package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.westerly.acceptance.testkit.WesterlyServer;
import org.westerly.chaos.Round;
import org.westerly.chaos.Verdict;
import org.westerly.chaos.agent.Broken;
import org.westerly.chaos.check.Finding;
import org.westerly.chaos.plan.Fault;
import org.westerly.chaos.plan.Plan;
import org.westerly.chaos.plan.StoreKind;
import org.westerly.chaos.world.Machine;

/** A few rounds of {@code ./westerly chaos}: nothing is found, and whatever is broken on purpose is. */
class ChaosTest {

    private static final int ROUNDS = 2;

    /** A broken promise shows only in a round that needs it; so many rounds are tried. */
    private static final int TRIES = 8;

    private static Machine machine(String... flags) throws Exception {
        List<String> java = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        java.addAll(List.of(flags));
        return Machine.look(WesterlyServer.root().resolve("server/target/quarkus-app"), agent(), java);
    }

    private static Path agent() {
        return WesterlyServer.root().resolve("chaos/target/westerly-chaos-0.1.0.jar");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLost(StoreKind store) throws Exception {
        Machine machine = machine();
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Verdict verdict = Round.play(machine, Plan.of(seed, store), Round.Bad.KEPT);
            assertThat(verdict.findings()).as(verdict.summary()).isEmpty();
        }
        machine.leave();
    }

    @Test
    void whatIsNotForcedToTheDiskIsMissed() throws Exception {
        // What a power cut takes of a database, or of files, shows wherever it likes.
        assertThat(find(Broken.SKIP_FSYNC, StoreKind.SQLITE, Fault.CUT_POWER)).isNotEmpty();
    }

    @Test
    void aServerThatTellsOfRunsItHasLostIsNoticed() throws Exception {
        assertThat(find(Broken.DROP_FENCE, StoreKind.POSTGRESQL, Fault.MUTE_SERVER))
                .anyMatch(finding -> finding.promise().equals("only the server that works on a run tells of it"));
    }

    @Test
    void processesThatOutliveTheirRunAreSeen() throws Exception {
        assertThat(find(Broken.KILL_LEADER, StoreKind.SQLITE, Fault.KILL_SERVER))
                .anyMatch(finding -> finding.what().contains("and there lives"));
    }

    /** Of the first round in which anything was found, of those in which nothing else goes wrong. */
    private static List<Finding> find(Broken broken, StoreKind store, Fault fault) throws Exception {
        Machine machine = machine("-javaagent:" + agent() + "=break=" + broken);
        List<Finding> found = List.of();
        int tried = 0;
        for (long seed = 1; tried < TRIES && found.isEmpty(); seed++) {
            Plan plan = Plan.of(seed, store);
            if (plan.blows().size() == 1 && plan.has(fault)) {
                tried++;
                found = Round.play(machine, plan, Round.Bad.REMOVED).findings();
            }
        }
        machine.leave();
        return found;
    }
}
