package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.chaos.plan.Fault;
import org.westerly.testkit.PostgresServer;

/**
 * What the rounds have to make do with.
 *
 * @param app folder of the packaged server
 * @param agent the jar of the harness, for the servers' Java
 * @param javaFlags further ones for the servers
 * @param scratch where the rounds have their folders
 * @param postgres null where none is installed
 * @param disks can small disks be mounted, and the kernel's id of this boot be hidden?
 * @param pids can process ids be chosen?
 */
public record Machine(
        Path app,
        Path agent,
        List<String> javaFlags,
        Path scratch,
        @Nullable PostgresServer postgres,
        boolean disks,
        boolean pids) {

    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    /** Copies. */
    public Machine {
        javaFlags = List.copyOf(javaFlags);
    }

    /** Looks. */
    public static Machine look(Path app, Path agent, List<String> javaFlags) throws IOException {
        // In memory where there is such a place: the rounds force a lot to the disk.
        Path memory = Path.of("/dev/shm");
        return new Machine(
                app,
                agent,
                javaFlags,
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "westerly-chaos-")
                        : Files.createTempDirectory("westerly-chaos-"),
                PostgresServer.ifInstalled().orElse(null),
                Disk.possible(),
                Files.isWritable(LAST_PID));
    }

    /** Removes the rounds' folder, unless there is something in it to be looked at. */
    public void leave() throws IOException {
        try {
            boolean _ = Files.deleteIfExists(scratch);
        } catch (DirectoryNotEmptyException kept) {
            // For the user.
        }
    }

    /** Why a fault cannot be made here; empty when it can. */
    public Optional<String> lacks(Fault fault) {
        return switch (fault) {
            case FILL_DISK, CUT_POWER ->
                disks
                        ? Optional.empty()
                        : Optional.of("only root can mount a small disk, with mkfs.ext4 and a loop device");
            case RECYCLE_PIDS -> pids ? Optional.empty() : Optional.of("only root can choose process ids, on Linux");
            case CRASH_DATABASE, STOP_DATABASE, FREEZE_DATABASE ->
                postgres != null ? Optional.empty() : Optional.of("PostgreSQL is not installed");
            case KILL_SERVER,
                    KILL_SERVERS,
                    STOP_SERVER,
                    FREEZE_SERVER,
                    MUTE_SERVER,
                    REMOVE_ENGINE,
                    CLOCK_AHEAD,
                    CLOCK_BACK -> Optional.empty();
        };
    }
}
