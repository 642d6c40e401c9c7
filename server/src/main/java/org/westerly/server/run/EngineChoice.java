package org.westerly.server.run;

/** The engine that a run was given, by its definition's name and version. */
public record EngineChoice(String name, String version) {

    /** Is it the engine that {@code NAME} or {@code NAME@VERSION} means, in any case of letters? */
    public boolean isCalled(String called) {
        return called.equalsIgnoreCase(name) || called.equalsIgnoreCase(name + "@" + version);
    }
}
