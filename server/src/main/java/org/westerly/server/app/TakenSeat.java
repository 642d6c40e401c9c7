package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.westerly.server.config.Settings;
import org.westerly.server.store.Seat;
import org.westerly.server.store.jdbc.StoreAddress;

/**
 * This server's place among those that share its store and its data folder, or its being alone there. Kept for as long as
 * the process lives: who finds a seat free knows that the server before is gone.
 */
public final class TakenSeat implements AutoCloseable {

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** For which there is no other place than this one. */
    private static final String ALONE = "server";

    private final Seat seat;
    private final boolean shared;
    private final Path seats;
    private final List<DataLock> locks;

    private TakenSeat(Seat seat, boolean shared, Path seats, List<DataLock> locks) {
        this.seat = seat;
        this.shared = shared;
        this.seats = seats;
        this.locks = List.copyOf(locks);
    }

    /** @throws StartRefusedException if another server is where this one is to be */
    static TakenSeat take(Settings settings) {
        Path data = settings.data().dir();
        String url = settings.store().url().value();
        List<DataLock> locks = new ArrayList<>();
        try {
            boolean shared = StoreAddress.isShared(url);
            locks.add(shared ? DataLock.share(data) : DataLock.take(data));
            if (!shared && !url.equals("memory:")) {
                locks.add(store(StoreAddress.file(url).orElseThrow()));
            }
            Path seats = Files.createDirectories(data.resolve("servers"));
            String machine = Files.readString(HOST_NAME).strip();
            Optional<String> name = shared ? settings.servers().name() : Optional.of(ALONE);
            Seat seat = name.isPresent()
                    ? named(new Seat(name.get(), machine), seats, locks)
                    : firstFree(machine, seats, locks);
            TakenSeat taken = new TakenSeat(seat, shared, seats, locks);
            Files.writeString(taken.machineOf(seat.name()), machine);
            return taken;
        } catch (IOException e) {
            throw new StartRefusedException("the data folder " + data + " cannot be used: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Two data folders may name the same file. */
    private static DataLock store(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return DataLock.file(file.resolveSibling(file.getFileName() + "-lock"), false)
                .orElseThrow(() -> new StartRefusedException("another server has the store's file " + file
                        + " open: with SQLite there can be one; for several, use PostgreSQL (store.url)"));
    }

    private static Seat named(Seat seat, Path seats, List<DataLock> locks) throws IOException {
        if (!taken(seat, seats, locks)) {
            throw new StartRefusedException("another server of the name \"" + seat.name()
                    + "\" is at work with the data folder: give this one another by servers.name");
        }
        return seat;
    }

    private static Seat firstFree(String machine, Path seats, List<DataLock> locks) throws IOException {
        for (int number = 1; ; number++) {
            Seat seat = new Seat(number == 1 ? machine : machine + "-" + number, machine);
            if (taken(seat, seats, locks)) {
                return seat;
            }
        }
    }

    private static boolean taken(Seat seat, Path seats, List<DataLock> locks) throws IOException {
        Optional<DataLock> lock = DataLock.file(seats.resolve(seat.name()), false);
        lock.ifPresent(locks::add);
        return lock.isPresent();
    }

    /** Says where the server in a seat is: whether another machine's lock is seen here, only the file system knows. */
    private Path machineOf(String name) {
        return seats.resolve(name + ".machine");
    }

    Seat seat() {
        return seat;
    }

    /** Can there be other servers? */
    boolean shared() {
        return shared;
    }

    /** What is done for another seat, while nobody is in it. */
    @FunctionalInterface
    interface Work {
        void on(String name) throws IOException;
    }

    /** Does it for this seat, and for those among the others that a server of this machine has left. */
    void forFree(Iterable<String> names, Work work) throws IOException {
        for (String name : names) {
            if (name.equals(seat.name())) {
                work.on(name);
            } else if (Files.exists(machineOf(name))
                    && Files.readString(machineOf(name)).equals(seat.machine())) {
                Optional<DataLock> free = DataLock.file(seats.resolve(name), false);
                if (free.isPresent()) {
                    try (DataLock _ = free.get()) {
                        work.on(name);
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (DataLock lock : locks) {
            lock.close();
        }
    }
}
