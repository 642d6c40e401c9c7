package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.westerly.chaos.plan.Blow;

/** Breaks something, and mends it. */
public final class Strike {

    private static final Duration PAST_THE_LEASE =
            Duration.ofSeconds(World.LEASE_SECONDS).multipliedBy(3).dividedBy(2);

    /** Until a server has surely seen what a dial says now. */
    private static final Duration DIAL_SEEN = Duration.ofMillis(100);

    /** In seconds. */
    private static final String HOUR = "3600";

    private final World world;

    public Strike(World world) {
        this.world = world;
    }

    /** How something is put right again. */
    public interface Mend {
        void make() throws IOException, InterruptedException;
    }

    /** Strikes, holds, and mends what was struck. */
    public void blow(Blow blow) throws IOException, InterruptedException {
        Mend mend = begin(blow);
        Thread.sleep(atLeast(blow));
        mend.make();
    }

    private static Duration atLeast(Blow blow) {
        return switch (blow.fault()) {
            case FREEZE_SERVER, MUTE_SERVER -> blow.hold().plus(PAST_THE_LEASE);
            case CLOCK_AHEAD, CLOCK_BACK -> blow.hold().plus(DIAL_SEEN);
            case KILL_SERVER,
                    KILL_SERVERS,
                    STOP_SERVER,
                    CRASH_DATABASE,
                    STOP_DATABASE,
                    FREEZE_DATABASE,
                    FILL_DISK,
                    REMOVE_ENGINE,
                    RECYCLE_PIDS,
                    CUT_POWER -> blow.hold();
        };
    }

    private Mend begin(Blow blow) throws IOException, InterruptedException {
        WesterlyServer server = world.servers().get(blow.server());
        return switch (blow.fault()) {
            case KILL_SERVER -> {
                server.kill();
                yield server::start;
            }
            case KILL_SERVERS -> {
                world.servers().forEach(WesterlyServer::kill);
                yield world::startAll;
            }
            case STOP_SERVER -> {
                if (!server.stop()) {
                    throw new IllegalStateException("a server does not end when it is asked to");
                }
                yield server::start;
            }
            case FREEZE_SERVER -> {
                server.freeze();
                yield server::thaw;
            }
            case MUTE_SERVER -> {
                world.mute(blow.server()).turn("true");
                yield () -> world.mute(blow.server()).turn("false");
            }
            case CRASH_DATABASE -> {
                world.postgres().kill();
                yield world.postgres()::start;
            }
            case STOP_DATABASE -> {
                world.postgres().stop();
                yield world.postgres()::start;
            }
            case FREEZE_DATABASE -> {
                world.postgres().pause();
                yield world.postgres()::resume;
            }
            case FILL_DISK -> {
                world.disk().fill();
                yield world.disk()::empty;
            }
            case REMOVE_ENGINE -> {
                world.engine().remove();
                yield world.engine()::bringBack;
            }
            case CLOCK_AHEAD -> {
                world.clock(blow.server()).turn(HOUR);
                yield () -> world.clock(blow.server()).turn("0");
            }
            case CLOCK_BACK -> {
                world.clock(blow.server()).turn("-" + HOUR);
                yield () -> world.clock(blow.server()).turn("0");
            }
            case RECYCLE_PIDS -> {
                recycle(killAll());
                yield world::startAll;
            }
            case CUT_POWER -> {
                List<Long> _ = killAll();
                // With the same power goes the database; it looks after its own disk.
                boolean database = world.isShared();
                if (database) {
                    world.postgres().kill();
                }
                world.disk().cutPower();
                world.boot().restart();
                yield () -> {
                    if (database) {
                        world.postgres().start();
                    }
                    world.startAll();
                };
            }
        };
    }

    /** Servers first, so that nobody sees the engines end. */
    private List<Long> killAll() {
        world.servers().forEach(WesterlyServer::kill);
        List<Long> engines = world.engines().stream().map(Processes.Living::pid).toList();
        for (List<Processes.Living> left = world.engines(); !left.isEmpty(); left = world.engines()) {
            left.forEach(living -> Processes.signal("KILL", living.pid()));
        }
        return engines;
    }

    /** Others on this machine may be faster, so it is tried a few times. */
    private void recycle(List<Long> pids) throws IOException {
        Path script = world.folder().resolve("recycle.sh");
        java.nio.file.Files.writeString(script, """
                for pid; do
                  for try in 1 2 3 4 5 6 7 8; do
                    echo $((pid - 1)) > /proc/sys/kernel/ns_last_pid
                    setsid sleep 1000 </dev/null >/dev/null 2>&1 &
                    if [ $! = "$pid" ]; then echo "$pid"; break; fi
                    kill $!
                  done
                done
                """);
        String[] command = new String[pids.size() + 2];
        command[0] = "sh";
        command[1] = script.toString();
        for (int i = 0; i < pids.size(); i++) {
            command[i + 2] = Long.toString(pids.get(i));
        }
        // Away from the world's folder and without a word of it, they are strangers to the servers and to us.
        Shell.run(command).lines().map(Long::valueOf).forEach(world.bystanders()::add);
    }
}
