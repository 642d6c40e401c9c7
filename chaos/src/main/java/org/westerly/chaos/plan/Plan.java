package org.westerly.chaos.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A round.
 *
 * @param clients what each of them does, in that order
 * @param blows in the order they are struck, one after the other
 */
public record Plan(long seed, StoreKind store, List<List<Step>> clients, List<Blow> blows) {

    /** An act, and what the client waits before it. */
    public record Step(Duration pause, Act act) {}

    private static final int MOST_BYTES = 200_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_HOLD = Duration.ofMillis(1500);

    /** How often an act comes among the others. */
    private record Share(int size, Function<SplittableRandom, Act> act) {}

    private static final List<Share> SHARES = List.of(
            new Share(45, Plan::submit),
            new Share(6, random -> new Act.BreakOff(random.nextDouble())),
            new Share(13, random -> new Act.Read(any(random))),
            new Share(6, _ -> new Act.ListRuns()),
            new Share(14, random -> new Act.Cancel(any(random))),
            new Share(7, random -> new Act.Delete(any(random))),
            new Share(4, random -> new Act.Restore(any(random))),
            new Share(5, random -> new Act.Purge(any(random))));

    /** Copies. */
    public Plan {
        clients = clients.stream().map(List::copyOf).toList();
        blows = List.copyOf(blows);
    }

    /** The round of this seed. */
    public static Plan of(long seed, StoreKind store) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Step>> clients = new ArrayList<>();
        int acts = 0;
        for (int client = between(random, 2, 4); client > 0; client--) {
            List<Step> steps = steps(random);
            acts += steps.size();
            clients.add(steps);
        }
        List<Fault> faults = Fault.with(store);
        List<Blow> blows = new ArrayList<>();
        for (int blow = between(random, 1, 3); blow > 0; blow--) {
            blows.add(new Blow(
                    between(random, 1, acts),
                    faults.get(random.nextInt(faults.size())),
                    random.nextInt(store.servers()),
                    Duration.ofMillis(random.nextLong(LONGEST_HOLD.toMillis()))));
        }
        blows.sort(Comparator.comparingInt(Blow::afterActs));
        return new Plan(seed, store, clients, blows);
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        for (int step = between(random, 7, 13); step > 0; step--) {
            // Nothing can be done about runs before there is one.
            Act act = steps.isEmpty() ? submit(random) : act(random);
            steps.add(new Step(Duration.ofMillis(random.nextLong(LONGEST_PAUSE.toMillis())), act));
        }
        return steps;
    }

    private static Act act(SplittableRandom random) {
        int die = random.nextInt(SHARES.stream().mapToInt(Share::size).sum());
        for (Share share : SHARES) {
            die -= share.size;
            if (die < 0) {
                return share.act.apply(random);
            }
        }
        throw new AssertionError("a die shows less than the sum of its sides");
    }

    private static int any(SplittableRandom random) {
        return random.nextInt(1000);
    }

    private static Act submit(SplittableRandom random) {
        Work[] works = Work.values();
        return new Act.Submit(works[random.nextInt(works.length)], random.nextInt(MOST_BYTES), random.nextInt(4) == 0);
    }

    private static int between(SplittableRandom random, int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Has it a blow of this fault? */
    public boolean has(Fault fault) {
        return blows.stream().anyMatch(blow -> blow.fault() == fault);
    }

    /** Has it a blow of this fault at this server? */
    public boolean has(Fault fault, int server) {
        return blows.stream().anyMatch(blow -> blow.fault() == fault && blow.server() == server);
    }

    /** The faults in a few words. */
    public String faults() {
        return blows.stream()
                .map(blow -> blow.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
