package org.westerly.server.engine.configured;

/**
 * Why an engine that is described cannot be used.
 *
 * @param reason for the operator; may name places of this machine
 * @param published the same for everybody
 * @param advice what to do about it, empty where that is not known
 */
public record Absence(String reason, String published, String advice) {

    static Absence of(String reason) {
        return new Absence(reason, reason, "");
    }

    /** Reason and advice in one sentence. */
    public String told() {
        return advice.isEmpty() ? reason : reason + " (" + advice + ")";
    }
}
