package org.westerly.server.job;

/** A signal that asks a program to end. KILL is none of them: it does not ask, and always comes last. */
public enum StopSignal {
    TERM,
    INT,
    HUP,
    QUIT
}
