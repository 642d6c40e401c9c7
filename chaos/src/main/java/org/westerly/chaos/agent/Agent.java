package org.westerly.chaos.agent;

import java.lang.instrument.Instrumentation;

/** Java's entry: {@code -javaagent:JAR=clock=FILE}, {@code mute=FILE} or {@code break=NAME}. */
public final class Agent {

    private Agent() {}

    /** Before the server's {@code main}; what goes wrong here ends the server. */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        String[] words = argument.split("=", 2);
        switch (words[0]) {
            case "clock" -> ShiftClock.by(words[1], instrumentation);
            case "mute" -> HoldRenewals.by(words[1], instrumentation);
            case "break" -> BreakPromise.of(words[1], instrumentation);
            default -> throw new IllegalArgumentException("clock=FILE, mute=FILE or break=NAME, not " + argument);
        }
    }
}
