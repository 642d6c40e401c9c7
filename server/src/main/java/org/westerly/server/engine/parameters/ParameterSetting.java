package org.westerly.server.engine.parameters;

import java.util.List;
import org.westerly.server.engine.template.Template;

/**
 * A parameter with the value that the engine gets.
 *
 * @param items of the value: one, unless it is a list; a client's own hold no placeholders
 */
public record ParameterSetting(
        String name, ParameterType type, Appearance appearance, boolean sensitive, List<Template> items) {

    public ParameterSetting {
        items = List.copyOf(items);
    }

    static ParameterSetting of(KnownParameter parameter, List<Template> items) {
        return new ParameterSetting(
                parameter.name(), parameter.type(), parameter.appearance(), parameter.sensitive(), items);
    }
}
