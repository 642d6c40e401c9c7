package org.westerly.chaos.check;

/**
 * Something that must not be.
 *
 * @param promise what was promised
 * @param what was found instead
 */
public record Finding(String promise, String what) {

    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
