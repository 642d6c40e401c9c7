package org.westerly.server.engine.parameters;

import java.util.List;
import java.util.stream.Collectors;
import org.westerly.server.engine.template.Template;

/** The default of a parameter, in the words of the definition's author: its items may name places of the run. */
public record FallbackValue(List<Template> items) {

    public FallbackValue {
        items = List.copyOf(items);
    }

    /** Does it stand as it is? Otherwise it is only known once there is a run. */
    public boolean fixed() {
        return items.stream().allMatch(item -> item.placeholders().findAny().isEmpty());
    }

    /** As the author wrote it. */
    public List<String> texts() {
        return items.stream().map(Template::toString).toList();
    }

    /** For service-info. */
    public String shown() {
        return texts().stream().collect(Collectors.joining(","));
    }
}
