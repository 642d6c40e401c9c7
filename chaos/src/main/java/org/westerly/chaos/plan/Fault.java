package org.westerly.chaos.plan;

import java.util.Arrays;
import java.util.List;

/** What goes wrong, for as long as a blow holds. */
public enum Fault {
    /** {@code kill -9} of one server; then it is started again. */
    KILL_SERVER,
    /** Of all. */
    KILL_SERVERS,
    /** SIGTERM to one server; then it is started again. */
    STOP_SERVER,
    /** SIGSTOP of one server, for longer than its lease; then SIGCONT. */
    FREEZE_SERVER,
    /** One server's signs of life do not get through for longer than its lease, while it works on. */
    MUTE_SERVER,
    /** PostgreSQL crashes and is started again. */
    CRASH_DATABASE,
    /** PostgreSQL is stopped as an operator does, and started again. */
    STOP_DATABASE,
    /** PostgreSQL hangs: connections stay open, nothing answers. */
    FREEZE_DATABASE,
    /** Not a byte is free on the disk of the data folder. */
    FILL_DISK,
    /** The engine's program is not there. */
    REMOVE_ENGINE,
    /** One server's clock goes an hour ahead, and back at the end. */
    CLOCK_AHEAD,
    /** The same the other way. */
    CLOCK_BACK,
    /** All servers and engines are killed, and strangers get the process ids of the engines. */
    RECYCLE_PIDS,
    /** Everything is dead at once, and of the data folder is left what had been forced to the disk. */
    CUT_POWER;

    /** Those that there are with this store. */
    static List<Fault> with(StoreKind store) {
        return Arrays.stream(values()).filter(fault -> fault.concerns(store)).toList();
    }

    private boolean concerns(StoreKind store) {
        return switch (this) {
            case CRASH_DATABASE, STOP_DATABASE, FREEZE_DATABASE -> store == StoreKind.POSTGRESQL;
            case KILL_SERVERS -> store.servers() > 1;
            case KILL_SERVER,
                    STOP_SERVER,
                    FREEZE_SERVER,
                    MUTE_SERVER,
                    FILL_DISK,
                    REMOVE_ENGINE,
                    CLOCK_AHEAD,
                    CLOCK_BACK,
                    RECYCLE_PIDS,
                    CUT_POWER -> true;
        };
    }

    /** Can a run that would have ended well end as SYSTEM_ERROR for this? */
    public boolean excusesFailure() {
        return switch (this) {
            case FILL_DISK, REMOVE_ENGINE, RECYCLE_PIDS, CUT_POWER -> true;
            case KILL_SERVER,
                    KILL_SERVERS,
                    STOP_SERVER,
                    FREEZE_SERVER,
                    MUTE_SERVER,
                    CRASH_DATABASE,
                    STOP_DATABASE,
                    FREEZE_DATABASE,
                    CLOCK_AHEAD,
                    CLOCK_BACK -> false;
        };
    }
}
