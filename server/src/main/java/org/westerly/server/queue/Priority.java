package org.westerly.server.queue;

/** Who goes before whom, whenever they came. */
enum Priority {
    HIGH,
    NORMAL,
    LOW
}
