package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final DataLock folder;
    private final DataLock lock;

    private TakenSeat(Seat seat, boolean shared, Path seats, DataLock folder, DataLock lock) {
        this.seat = seat;
        this.shared = shared;
        this.seats = seats;
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws StartRefusedException if another server is where this one is to be */
    static TakenSeat take(Settings settings) {
        Path data = settings.data().dir();
        boolean shared = StoreAddress.isShared(settings.store().url().value());
        DataLock folder = shared ? DataLock.share(data) : DataLock.take(data);
        Path seats = data.resolve("servers");
        try {
            Files.createDirectories(seats);
            String machine = Files.readString(HOST_NAME).strip();
            Optional<String> named = shared ? settings.servers().name() : Optional.of(ALONE);
            return named.isPresent()
                    ? named(new Seat(named.get(), machine), shared, seats, folder)
                    : anyOf(machine, seats, folder);
        } catch (IOException e) {
            throw new StartRefusedException("the data folder " + data + " cannot be used: " + e, e);
        }
    }

    private static TakenSeat named(Seat seat, boolean shared, Path seats, DataLock folder) throws IOException {
        Optional<DataLock> lock = DataLock.file(seats.resolve(seat.name()), false);
        if (lock.isEmpty()) {
            throw new StartRefusedException("another server of the name \"" + seat.name()
                    + "\" is at work with the data folder: give this one another by servers.name");
        }
        return new TakenSeat(seat, shared, seats, folder, lock.get()).signed();
    }

    private static TakenSeat anyOf(String machine, Path seats, DataLock folder) throws IOException {
        for (int number = 1; ; number++) {
            Seat seat = new Seat(number == 1 ? machine : machine + "-" + number, machine);
            Optional<DataLock> lock = DataLock.file(seats.resolve(seat.name()), false);
            if (lock.isPresent()) {
                return new TakenSeat(seat, true, seats, folder, lock.get()).signed();
            }
        }
    }

    /** Says where the server in it is: whether another machine's lock is seen here, only the file system knows. */
    private TakenSeat signed() throws IOException {
        Files.writeString(machineOf(seat.name()), seat.machine());
        return this;
    }

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
        lock.close();
        folder.close();
    }
}
