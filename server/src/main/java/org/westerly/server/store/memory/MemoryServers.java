package org.westerly.server.store.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.westerly.server.run.Run;
import org.westerly.server.store.AbandonedRun;
import org.westerly.server.store.Seat;
import org.westerly.server.store.WorkingServer;

/** The servers of a store in memory. Its clock counts from when the store was made: nobody else sees its times. */
final class MemoryServers {

    private record Row(
            Seat seat,
            long began,
            long leaseUntil,
            @Nullable Long ended) {
        Row ended(long at) {
            return ended == null ? new Row(seat, began, leaseUntil, at) : this;
        }
    }

    private final NavigableMap<Long, Row> rows = new TreeMap<>();
    private final long start = System.nanoTime();

    private long now() {
        return System.nanoTime() - start;
    }

    long enter(Seat seat, Duration lease) {
        long now = now();
        rows.replaceAll((_, row) -> row.seat().name().equals(seat.name()) ? row.ended(now) : row);
        long epoch = rows.isEmpty() ? 1 : rows.lastKey() + 1;
        rows.put(epoch, new Row(seat, now, now + lease.toNanos(), null));
        return epoch;
    }

    boolean renew(long epoch, Duration lease) {
        return works(epoch)
                && rows.computeIfPresent(
                                epoch, (_, row) -> new Row(row.seat(), row.began(), now() + lease.toNanos(), null))
                        != null;
    }

    void leave(long epoch) {
        long now = now();
        rows.computeIfPresent(epoch, (_, row) -> row.ended(now));
    }

    void endExpired() {
        long now = now();
        rows.replaceAll((_, row) -> row.leaseUntil() <= now ? row.ended(now) : row);
    }

    List<WorkingServer> working() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().ended() == null)
                .map(row -> new WorkingServer(
                        row.getKey(),
                        row.getValue().seat(),
                        Instant.EPOCH.plusNanos(row.getValue().began())))
                .toList();
    }

    boolean works(long epoch) {
        Row row = rows.get(epoch);
        return row != null && row.ended() == null;
    }

    AbandonedRun abandoned(Run run) {
        Row row = rows.get(run.epoch());
        return row == null || row.ended() == null
                ? new AbandonedRun(run, null, Duration.ZERO)
                : new AbandonedRun(run, row.seat(), Duration.ofNanos(now() - row.ended()));
    }
}
