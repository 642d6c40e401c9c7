package org.westerly.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

    private static List<Plan> plans(StoreKind store) {
        return LongStream.rangeClosed(1, 200)
                .mapToObj(seed -> Plan.of(seed, store))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedIsTheSamePlan(StoreKind store) {
        assertThat(plans(store)).isEqualTo(plans(store)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredRoundsHaveEveryFaultThatThereIsWithTheStore(StoreKind store) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        plans(store).forEach(plan -> plan.blows().forEach(blow -> faults.add(blow.fault())));
        assertThat(faults).containsExactlyInAnyOrderElementsOf(Fault.with(store));
    }

    @Test
    void twoHundredRoundsHaveEveryActAndEveryWork() {
        List<Act> acts = plans(StoreKind.SQLITE).stream()
                .flatMap(plan -> plan.clients().stream().flatMap(List::stream))
                .map(Plan.Step::act)
                .toList();
        assertThat(acts.stream().<Class<?>>map(Act::getClass)).contains(Act.class.getPermittedSubclasses());
        assertThat(acts.stream().filter(Act.Submit.class::isInstance).map(act -> ((Act.Submit) act).work()))
                .contains(Work.values());
    }

    @ParameterizedTest
    @EnumSource
    void everyBlowIsStruck(StoreKind store) {
        for (Plan plan : plans(store)) {
            int acts = plan.clients().stream().mapToInt(List::size).sum();
            assertThat(plan.blows()).isNotEmpty().allSatisfy(blow -> {
                assertThat(blow.afterActs()).isBetween(1, acts);
                assertThat(blow.server()).isBetween(0, store.servers() - 1);
            });
            assertThat(plan.blows()).isSortedAccordingTo((a, b) -> Integer.compare(a.afterActs(), b.afterActs()));
        }
    }
}
