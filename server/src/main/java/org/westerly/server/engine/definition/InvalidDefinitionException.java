package org.westerly.server.engine.definition;

import java.util.List;

/** A definition that cannot be used; the message tells every problem with file and line. */
public final class InvalidDefinitionException extends Exception {

    private final transient List<String> problems;

    public InvalidDefinitionException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
