package org.westerly.server.engine.parameters;

import java.util.List;
import java.util.Map;

/** Parameters as the engine gets them: words of its command line, and variables of its environment. */
public record Rendered(List<String> words, Map<String, String> variables) {
    public Rendered {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }
}
