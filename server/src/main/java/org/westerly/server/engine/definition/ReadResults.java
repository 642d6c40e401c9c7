package org.westerly.server.engine.definition;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning;
import org.westerly.server.engine.definition.EngineDefinition.ExitMeaning.Outcome;
import org.westerly.server.engine.definition.EngineDefinition.Outputs;
import org.westerly.server.engine.definition.EngineDefinition.Results;
import org.westerly.server.engine.template.Template;

/** What the engine leaves: {@code events}, {@code outputs}, {@code exitCodes}. */
record ReadResults(Keys engine, Keys runs, Templates templates) {

    /** Folders by the names that Metis gives them, which hold no outputs. */
    private static final Set<String> NO_OUTPUTS = Set.of("work", "tmp", "temp", "logs");

    Results read() {
        return new Results(place(engine, "events"), outputs(), intermediate(), exitCodes());
    }

    /** A file or folder of the run; null when it is not named. */
    private @Nullable Template place(Keys keys, String key) {
        Template place = templates.optional(keys, key, templates.ofRun()).orElse(null);
        if (place != null && place.toString().startsWith("/")) {
            keys.problem(key, "must lie in the run's folder, such as {" + key + "}");
        }
        return place;
    }

    private Outputs outputs() {
        Keys keys = engine.child("outputs");
        if (!engine.has("outputs")) {
            return new Outputs.Listing(Template.of("{workdir}"), hidden());
        }
        if (keys.has("document") == keys.has("listing")) {
            engine.problem("outputs", "must have one of: document, listing");
        }
        if (keys.has("listing")) {
            Template folder = place(keys, "listing");
            return new Outputs.Listing(folder == null ? Template.of("{outputs}") : folder, globs(keys));
        }
        boolean stdout = keys.text("document", "stdout").equals("stdout");
        return new Outputs.Document(
                stdout ? null : place(keys, "document"),
                keys.text("pointer", ""),
                keys.text("files", "cwl").equals("paths") ? Outputs.Files.PATHS : Outputs.Files.CWL,
                place(keys, "root"));
    }

    private List<Template> intermediate() {
        Keys keys = engine.child("outputs");
        List<Template> folders = templates.list(keys, "intermediate", templates.ofRun());
        if (folders.stream().anyMatch(folder -> folder.toString().startsWith("/"))) {
            keys.problem("intermediate", "must lie in the run's folder, such as {engine}/scratch");
        }
        return folders;
    }

    private List<String> hidden() {
        List<String> globs = new ArrayList<>(List.of(".*", ".*/**"));
        ReadRuns.folders(runs).forEach((name, path) -> {
            if (NO_OUTPUTS.contains(name)) {
                globs.add(path);
                globs.add(path + "/**");
            }
        });
        return globs;
    }

    private static List<String> globs(Keys keys) {
        List<String> globs = keys.texts("exclude");
        globs.stream()
                .filter(glob -> !isGlob(glob))
                .forEach(glob -> keys.problem("exclude", "'" + glob + "' is not a glob"));
        return globs;
    }

    private static boolean isGlob(String text) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + text) != null;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private Map<Integer, ExitMeaning> exitCodes() {
        Keys exitCodes = engine.child("exitCodes");
        Map<Integer, ExitMeaning> meanings = new HashMap<>();
        for (String code : exitCodes.names()) {
            Keys meaning = exitCodes.child(code);
            Outcome outcome = switch (meaning.text("outcome", "failed")) {
                case "fault" -> Outcome.FAULT;
                case "success" -> Outcome.SUCCESS;
                default -> Outcome.FAILED;
            };
            if (code.matches("\\d{1,3}")) {
                meanings.put(Integer.valueOf(code), new ExitMeaning(outcome, meaning.text("reason", "")));
            }
        }
        return meanings;
    }
}
