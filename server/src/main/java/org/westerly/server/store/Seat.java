package org.westerly.server.store;

/**
 * Where a server works. Whoever holds the seat is alone in it: a server that begins there takes the place of the one before.
 *
 * @param name told from those of all servers of the store
 * @param machine by its host name: the processes of one cannot be seen from another
 */
public record Seat(String name, String machine) {

    public Seat {
        if (name.isBlank() || machine.isBlank()) {
            throw new IllegalArgumentException("a seat needs a name and a machine");
        }
    }

    /** The same seat, or one beside it: what ran there can be seen from here. */
    public boolean sees(Seat other) {
        return name.equals(other.name) || machine.equals(other.machine);
    }

    @Override
    public String toString() {
        return name;
    }
}
