package org.westerly.server.store;

import org.westerly.server.run.RunId;

/** What became of a submission in the store. */
public sealed interface Insertion {

    record Stored() implements Insertion {}

    /** The same key came with the same body before: this is the run it made. Nothing was stored. */
    record Repeated(RunId earlier) implements Insertion {}

    /** The same key came with another body before. Nothing was stored. */
    record Clash(RunId earlier) implements Insertion {}

    /** There is no room for another one in the queue. Nothing was stored. */
    record Full(Room room, boolean ofOwner) implements Insertion {}
}
