package org.westerly.chaos.plan;

/** What the servers keep their runs in. */
public enum StoreKind {
    /** One server and its file. */
    SQLITE(1),
    /** Two servers that share a database and the data folder. */
    POSTGRESQL(2);

    private final int servers;

    StoreKind(int servers) {
        this.servers = servers;
    }

    public int servers() {
        return servers;
    }
}
