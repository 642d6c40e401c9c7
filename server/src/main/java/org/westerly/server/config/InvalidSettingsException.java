package org.westerly.server.config;

import java.util.List;

/** The start is refused: the message holds every problem with the settings, one a line, secrets left out. */
public final class InvalidSettingsException extends Exception {

    private final List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super("The settings are not usable:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
