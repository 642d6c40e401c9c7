package org.westerly.server.engine.parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** Puts parameters on the command line and into the environment. A value is a word, or part of one, and never more. */
public final class RenderParameters {

    private final Map<Placeholder, String> places;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private RenderParameters(Map<Placeholder, String> places) {
        this.places = places;
    }

    /** Renders them in order; {@code places} are what defaults and options may name. */
    public static Rendered render(List<ParameterSetting> settings, Map<Placeholder, String> places) {
        RenderParameters render = new RenderParameters(places);
        settings.forEach(render::add);
        return new Rendered(render.words, render.variables);
    }

    private void add(ParameterSetting setting) {
        Appearance appearance = setting.appearance();
        List<String> items = fill(setting.items());
        if (items.isEmpty()) {
            return;
        }
        String variable = appearance.variable();
        if (variable != null) {
            variables.put(variable, String.join(appearance.separator(), items));
        } else if (appearance.visible()) {
            List<String> flag = fill(appearance.flag());
            if (setting.type() == ParameterType.BOOL) {
                addBoolean(appearance, flag, items.getFirst());
            } else if (appearance.joined()) {
                addJoined(flag, String.join(appearance.separator(), items));
            } else {
                words.addAll(flag);
                words.addAll(appearance.itemsAreWords() ? items : List.of(String.join(appearance.separator(), items)));
            }
        }
    }

    private void addBoolean(Appearance appearance, List<String> flag, String value) {
        switch (appearance.booleans()) {
            case FLAG -> words.addAll(value.equals("true") ? flag : List.of());
            case VALUE -> {
                words.addAll(flag);
                words.add(value);
            }
            case EQUALS -> addJoined(flag, appearance.joined() ? value : "=" + value);
        }
    }

    private void addJoined(List<String> flag, String rest) {
        words.addAll(flag.subList(0, flag.size() - 1));
        words.add(flag.getLast() + rest);
    }

    private List<String> fill(List<Template> templates) {
        return templates.stream().map(template -> template.fill(places)).toList();
    }
}
