package org.westerly.server.app.engines;

/**
 * What was found about one thing that engines need.
 *
 * @param advice what to do; empty when there is nothing to do
 */
record Diagnosis(String what, Health health, String found, String advice) {

    /** How it is. */
    enum Health {
        GOOD("ok"),
        /** Not there, and nobody needs to miss it. */
        ABSENT("absent"),
        BAD("FAULT");

        private final String word;

        Health(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Diagnosis good(String what, String found) {
        return new Diagnosis(what, Health.GOOD, found, "");
    }
}
