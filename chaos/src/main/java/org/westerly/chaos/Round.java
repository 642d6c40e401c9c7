package org.westerly.chaos;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.westerly.chaos.check.Evidence;
import org.westerly.chaos.check.Finding;
import org.westerly.chaos.check.Judge;
import org.westerly.chaos.client.Listener;
import org.westerly.chaos.client.Testimony;
import org.westerly.chaos.client.User;
import org.westerly.chaos.plan.Blow;
import org.westerly.chaos.plan.Plan;
import org.westerly.chaos.world.Machine;
import org.westerly.chaos.world.Strike;
import org.westerly.chaos.world.WesterlyServer;
import org.westerly.chaos.world.World;

/** One round: users at work while things break; then everything is mended, comes to its end and is judged. */
public final class Round {

    /** For every run to end, once everything is mended. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Machine machine;
    private final Plan plan;
    private final World world;
    private final Testimony testimony = new Testimony();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Semaphore acts = new Semaphore(0);

    private Round(Machine machine, Plan plan, World world) {
        this.machine = machine;
        this.plan = plan;
        this.world = world;
    }

    /** What became of a round's folder in which something was found. */
    public enum Bad {
        KEPT,
        REMOVED
    }

    /** From its beginning to the verdict. */
    public static Verdict play(Machine machine, Plan plan, Bad bad) throws IOException, InterruptedException {
        long began = System.nanoTime();
        World world = World.make(machine, plan);
        Round round = new Round(machine, plan, world);
        List<String> ends = List.of();
        try {
            ends = round.play();
        } catch (IllegalStateException | SQLException failure) {
            round.findings.add(new Finding("servers start, stop and go on", String.valueOf(failure)));
        } finally {
            round.users.forEach(User::close);
            if (round.findings.isEmpty() || bad == Bad.REMOVED) {
                world.close();
                world.forget();
            } else {
                world.abandon();
            }
        }
        return new Verdict(plan, round.findings, ends, world.folder(), Duration.ofNanos(System.nanoTime() - began));
    }

    private List<String> play() throws IOException, InterruptedException, SQLException {
        world.begin();
        for (int number = 0; number < plan.clients().size(); number++) {
            users.add(new User(number, plan.seed(), world, testimony));
        }
        try (Listener _ = new Listener(world.servers().getLast(), testimony)) {
            work();
            settle();
        }
        for (WesterlyServer server : world.servers()) {
            if (!server.stop()) {
                findings.add(new Finding("servers start, stop and go on", "one does not end when it is asked to"));
            }
        }
        Evidence evidence = Evidence.of(plan, testimony, world);
        findings.addAll(Judge.judge(evidence));
        return evidence.runs().stream().map(run -> run.state()).toList();
    }

    /** Users and blows at the same time. */
    private void work() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < users.size(); number++) {
            User user = users.get(number);
            List<Plan.Step> steps = plan.clients().get(number);
            threads.add(start("user " + number, () -> {
                for (Plan.Step step : steps) {
                    acts.release();
                    if (!world.isHopeless()) {
                        user.take(step);
                    }
                }
                return true;
            }));
        }
        Strike strike = new Strike(world);
        Thread striker = start("blows", () -> {
            int begun = 0;
            for (Blow blow : plan.blows()) {
                acts.acquire(blow.afterActs() - begun);
                begun = blow.afterActs();
                if (machine.lacks(blow.fault()).isEmpty()) {
                    strike.blow(blow);
                }
            }
            return true;
        });
        for (Thread thread : threads) {
            thread.join();
        }
        striker.join();
    }

    private Thread start(String name, Callable<Boolean> act) {
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                boolean _ = act.call();
            } catch (Exception failure) {
                findings.add(new Finding("servers start, stop and go on", name + ": " + failure));
                world.giveUp();
            }
        });
    }

    /** Everything is mended; now every run has to come to its end. */
    private void settle() throws IOException, InterruptedException {
        for (User user : users) {
            user.cancelWhatWaits();
        }
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (true) {
            List<String> unended = new ArrayList<>();
            for (User user : users) {
                unended.addAll(user.unended());
            }
            boolean settled = unended.isEmpty() && testimony.hasHeardAllEnds() && !world.hasUploads();
            if (settled || world.isHopeless() || System.nanoTime() > deadline) {
                return; // What has not ended is told by the journal.
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }
}
