package org.westerly.server.run;

/** The engine that a run was given, by its definition's name and version. */
public record EngineChoice(String name, String version) {}
