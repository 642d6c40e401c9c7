package org.westerly.server.queue;

import org.westerly.server.store.Trait;

/**
 * So many runs with this trait may be at work at once, on all servers of a store together.
 *
 * @param setting by which it is set, for people to read
 */
record Cap(Trait trait, int most, String setting) {

    /** What is capped, in words that go on from "runs". */
    String told() {
        return switch (trait) {
            case Trait.OfOwner _ -> "of this owner";
            case Trait.OfEngine(var name) -> "of the engine " + name;
            case Trait.OfTag(var key, var value) -> "with the tag " + key + ":" + value;
        };
    }
}
