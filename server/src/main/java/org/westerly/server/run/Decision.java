package org.westerly.server.run;

import org.jspecify.annotations.Nullable;

/** What an event makes of a run. */
public sealed interface Decision {

    /**
     * The run moves (or stays in its state with something learned).
     *
     * @param outputs the JSON object to be stored with the move, or null
     */
    record Accept(Run next, JournalEntry entry, @Nullable String outputs) implements Decision {}

    /** The event changes nothing, and that is normal: a second cancel, say. */
    record Ignore(String why) implements Decision {}

    /** The event has no place in this state. */
    record Refuse(String why) implements Decision {}
}
