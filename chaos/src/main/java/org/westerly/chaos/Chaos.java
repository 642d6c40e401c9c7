package org.westerly.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.chaos.plan.Fault;
import org.westerly.chaos.plan.Plan;
import org.westerly.chaos.plan.StoreKind;
import org.westerly.chaos.world.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the packaged server to the test; started by {@code ./westerly chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = "Break everything that real servers, engines and clients need, and judge what they say and keep.")
public final class Chaos implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "20", description = "Of each store; ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the first round; those behind it count on from there. ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--store", split = ",", description = "sqlite or postgresql; both without it.")
    private @Nullable List<String> stores;

    @Option(names = "--fault", description = "Only rounds in which this is a fault, such as cut-power.")
    private @Nullable String fault;

    @Option(
            names = "--break",
            description =
                    "Break a promise of the servers, to see that it is noticed: skip-fsync, drop-fence or kill-leader.")
    private @Nullable String broken;

    @Option(names = "--agent", hidden = true, description = "The jar of this module.")
    private Path agent = Path.of(System.getProperty("westerly.chaos.agent", "chaos/target/westerly-chaos-0.1.0.jar"));

    @Option(names = "--app", hidden = true, description = "Folder of the packaged server.")
    private Path app = Path.of(System.getProperty("westerly.app", "server/target/quarkus-app"));

    @Option(names = "--java", hidden = true, description = "A flag for the servers' Java.")
    private List<String> javaFlags = new ArrayList<>();

    // Picocli sets the fields.
    @SuppressWarnings("NullAway.Init")
    private Chaos() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Chaos()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (broken != null) {
            javaFlags.add("-javaagent:" + agent + "=break=" + broken);
        }
        Machine machine = Machine.look(app, agent, javaFlags);
        List<StoreKind> kinds = kinds(machine);
        for (Fault one : Fault.values()) {
            machine.lacks(one).ifPresent(why -> System.out.println("left out: " + word(one) + ", as " + why));
        }
        List<Verdict> bad = new ArrayList<>();
        int played = 0;
        for (long next = seed; played < rounds * kinds.size(); next++) {
            for (StoreKind kind : kinds) {
                Plan plan = Plan.of(next, kind);
                if (fault == null || plan.has(fault(fault))) {
                    Verdict verdict = Round.play(machine, plan, broken == null ? Round.Bad.KEPT : Round.Bad.REMOVED);
                    played++;
                    tell(verdict);
                    if (!verdict.good()) {
                        bad.add(verdict);
                    }
                }
            }
        }
        machine.leave();
        System.out.println(played + " rounds, " + bad.size() + " of them bad");
        return bad.isEmpty() ? 0 : 1;
    }

    private void tell(Verdict verdict) {
        System.out.println(verdict.summary());
        verdict.findings().forEach(finding -> System.out.println("    " + finding));
        if (!verdict.good() && broken == null) {
            System.out.println(
                    "    all of it: " + verdict.folder() + " (its disk is mounted: umount it before you remove it)");
            System.out.println("    once more: ./westerly chaos --rounds 1 --seed "
                    + verdict.plan().seed() + " --store " + word(verdict.plan().store()));
        }
    }

    private List<StoreKind> kinds(Machine machine) {
        Set<StoreKind> kinds = EnumSet.noneOf(StoreKind.class);
        for (StoreKind kind : StoreKind.values()) {
            if (stores == null ? kind == StoreKind.SQLITE || machine.postgres() != null : stores.contains(word(kind))) {
                kinds.add(kind);
            }
        }
        if (stores != null && kinds.size() < stores.size()) {
            throw bad("--store is sqlite or postgresql, not " + stores);
        }
        if (kinds.contains(StoreKind.POSTGRESQL) && machine.postgres() == null) {
            throw bad("PostgreSQL is not installed");
        }
        return List.copyOf(kinds);
    }

    private CommandLine.ParameterException bad(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }

    private Fault fault(String word) {
        return Arrays.stream(Fault.values())
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> bad("--fault is one of "
                        + Arrays.stream(Fault.values()).map(Chaos::word).toList() + ", not " + word));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
