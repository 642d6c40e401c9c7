package org.westerly.server.engine.definition;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.ShellWords;
import org.westerly.server.engine.template.Template;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads templates, and complains about placeholders that have no value where they stand.
 *
 * @param folders of the run's working directory that have placeholders of their own
 */
record Templates(Problems problems, Set<String> folders) {

    /** Everything but what stands for several words. */
    Set<Placeholder> single() {
        Set<Placeholder> single = new HashSet<>(Placeholder.all());
        single.removeAll(Placeholder.LISTS);
        single.remove(Placeholder.WORKFLOW_PARAMS);
        folders.forEach(name -> single.add(Placeholder.folder(name)));
        return single;
    }

    /** The run's places, and those folders. */
    Set<Placeholder> ofRun() {
        Set<Placeholder> places = new HashSet<>(Placeholder.OF_RUN);
        folders.forEach(name -> places.add(Placeholder.folder(name)));
        return places;
    }

    Template read(String text, Node at, Set<Placeholder> allowed) {
        try {
            Template template = Template.of(text, folders);
            List<String> out = template.placeholders()
                    .filter(placeholder -> !allowed.contains(placeholder))
                    .map(Placeholder::toString)
                    .distinct()
                    .toList();
            if (!out.isEmpty()) {
                problems.add(
                        at,
                        String.join(", ", out) + " cannot be used here (in '" + text + "'); what can: "
                                + listed(allowed));
            }
            return template;
        } catch (IllegalArgumentException unknown) {
            problems.add(at, unknown.getMessage() + " (in '" + text + "')");
            return Template.literal("");
        }
    }

    private static String listed(Set<Placeholder> allowed) {
        return allowed.stream().map(Placeholder::toString).sorted().collect(Collectors.joining(" "));
    }

    Optional<Template> optional(Keys keys, String key, Set<Placeholder> allowed) {
        return keys.text(key).map(text -> read(text, keys.at(key), allowed));
    }

    List<Template> list(Keys keys, String key, Set<Placeholder> allowed) {
        return keys.scalars(key).stream()
                .map(item -> read(item.getValue(), item, allowed))
                .toList();
    }

    Map<String, Template> map(Keys keys, Set<Placeholder> allowed) {
        Map<String, Template> read = new LinkedHashMap<>();
        keys.names().forEach(name -> optional(keys, name, allowed).ifPresent(value -> read.put(name, value)));
        return read;
    }

    /** A list of words, or one text that is split into them by a shell's rules of quoting. */
    List<Template> words(Keys keys, String key, Set<Placeholder> allowed) {
        if (keys.isList(key)) {
            return list(keys, key, allowed);
        }
        return keys.text(key).map(text -> split(text, keys.at(key), allowed)).orElse(List.of());
    }

    List<Template> split(String text, Node at, Set<Placeholder> allowed) {
        try {
            return ShellWords.split(text).stream()
                    .map(word -> read(word, at, allowed))
                    .toList();
        } catch (IllegalArgumentException unbalanced) {
            problems.add(at, unbalanced.getMessage() + " (in '" + text + "')");
            return List.of();
        }
    }
}
