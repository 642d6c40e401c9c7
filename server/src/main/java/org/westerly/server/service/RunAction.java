package org.westerly.server.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done to many runs at once; each means what it means for one. */
public enum RunAction {
    CANCEL,
    DELETE,
    RESTORE,
    PURGE;

    /** All of them, for a message. */
    public static final String WORDS =
            Arrays.stream(values()).map(RunAction::word).collect(Collectors.joining(", "));

    /** As it is written in a request. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RunAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }
}
