package org.westerly.server.engine.definition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.TimeSpan;
import org.westerly.server.engine.definition.RunLayout.ConfigFile;
import org.westerly.server.engine.definition.RunLayout.Hook;
import org.westerly.server.engine.definition.RunLayout.Moment;
import org.westerly.server.engine.definition.RunLayout.Place;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** What is made for each run: {@code runs}. */
record ReadRuns(Keys runs, Templates templates, Source source) {

    private static final Duration HOOK_TIME = Duration.ofSeconds(60);

    RunLayout read() {
        Map<String, String> folders = folders(runs);
        Keys subdirs = runs.child("workdir").child("subdirs");
        folders.forEach((name, path) -> {
            if (leaves(path)) {
                subdirs.problem(name, "is '" + path + "', but must be a relative path within the working directory");
            }
        });
        Map<Moment, Hook> hooks = new EnumMap<>(Moment.class);
        for (Moment moment : Moment.values()) {
            hook(moment).ifPresent(hook -> hooks.put(moment, hook));
        }
        return new RunLayout(place(), folders, config(), hooks);
    }

    /** The folders of the working directory, by name. */
    static Map<String, String> folders(Keys runs) {
        Keys subdirs = runs.child("workdir").child("subdirs");
        Map<String, String> folders = new LinkedHashMap<>();
        subdirs.names().forEach(name -> subdirs.text(name).ifPresent(path -> folders.put(name, path)));
        return folders;
    }

    private static boolean leaves(String path) {
        Path relative = Path.of(path);
        return path.isBlank()
                || relative.isAbsolute()
                || relative.normalize().startsWith("..")
                || relative.normalize().toString().isEmpty();
    }

    private @Nullable Place place() {
        Keys workdir = runs.child("workdir");
        Optional<String> base = workdir.text("base");
        if (base.isEmpty()) {
            return null;
        }
        String written = workdir.text("pattern", "{run_id}");
        Template pattern = templates.read(written, workdir.at("pattern"), Placeholder.OF_SUBMISSION);
        if (!pattern.names(Placeholder.RUN_ID)) {
            workdir.problem("pattern", "is '" + written + "', but must hold {run_id}, lest two runs share a folder");
        }
        if (leaves(written)) {
            workdir.problem("pattern", "is '" + written + "', but must be a relative path below the base");
        }
        return new Place(Path.of(base.get()), pattern);
    }

    private @Nullable ConfigFile config() {
        Keys config = runs.child("config");
        if (!config.has("filepath") || !config.has("content")) {
            return null;
        }
        Set<Placeholder> known = new HashSet<>(templates.ofRun());
        known.addAll(Placeholder.OF_SUBMISSION);
        Template path = templates.read(config.text("filepath", ""), config.at("filepath"), known);
        if (path.toString().startsWith("/")
                || path.toString().contains("..")
                || path.toString().isBlank()) {
            config.problem("filepath", "is '" + path + "', but must lie in the run's folder");
        }
        Template content = Template.lenient(config.text("content", ""), templates.folders());
        if (!content.needsOnly(templates.single())) {
            config.problem("content", "names what is no text, such as {engine_params}");
        }
        return new ConfigFile(path, content);
    }

    private Optional<Hook> hook(Moment moment) {
        Keys hooks = runs.child("hooks");
        if (!hooks.has(moment.key()) || hooks.text(moment.key()).isPresent()) {
            return Optional.empty();
        }
        Keys hook = hooks.child(moment.key());
        Optional<String> path = hook.text("path");
        Optional<String> script = hook.text("script");
        if (path.isEmpty() && script.isEmpty()) {
            return Optional.empty(); // Metis writes unused hooks as null.
        }
        if (path.isPresent() && script.isPresent()) {
            hooks.problem(moment.key(), "can have one of: path, script");
        }
        Path program = path.map(source::beside).orElse(null);
        if (program != null && !Files.isExecutable(program)) {
            hook.problem("path", "is '" + path.orElse("") + "', which is no program that can be executed");
        }
        Duration timeout = hook.text("timeout").flatMap(TimeSpan::parse).orElse(HOOK_TIME);
        return Optional.of(new Hook(program, program == null ? script.orElse(null) : null, timeout));
    }
}
