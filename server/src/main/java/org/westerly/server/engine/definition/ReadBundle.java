package org.westerly.server.engine.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition.Bundle;
import org.westerly.server.engine.definition.EngineDefinition.Detection;
import org.westerly.server.engine.definition.EngineDefinition.Identity;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** What comes with a definition: {@code resources}, {@code install}, {@code detect}. */
record ReadBundle(Keys engine, Templates templates, Source source) {

    static Bundle read(Keys engine, Templates templates, Source source) {
        ReadBundle read = new ReadBundle(engine, templates, source);
        List<String> resources = engine.texts("resources");
        resources.forEach(read::checkIsThere);
        return new Bundle(source, resources, read.install(resources), read.detection());
    }

    private void checkIsThere(String resource) {
        if (content(resource).isEmpty()) {
            engine.problem("resources", "names '" + resource + "', which is not beside the definition");
        }
    }

    private Optional<String> content(String resource) {
        try (InputStream stream = source.open(resource)) {
            return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private Install install(List<String> resources) {
        Keys keys = engine.child("install");
        List<String> pip = keys.texts("pip");
        @Nullable String pom = keys.text("maven").orElse(null);
        if (!pip.isEmpty() && pom != null) {
            engine.problem("install", "can have one of: pip, maven");
        }
        if (pom != null && !resources.contains(pom)) {
            engine.problem("install", "names '" + pom + "', which is not one of engine.resources");
        }
        boolean optional = keys.truth("optional");
        if (pom != null) {
            return new Install.Maven(content(pom).orElse(""), optional);
        }
        return pip.isEmpty() ? new Install.ByHand() : new Install.Pip(pip, optional);
    }

    private Detection detection() {
        Keys detect = engine.child("detect");
        List<Template> files = templates.list(detect, "files", Placeholder.OF_MACHINE);
        List<Template> command = templates.words(detect, "command", Placeholder.OF_MACHINE);
        Pattern version = version(detect);
        if (version != null && command.isEmpty()) {
            detect.problem("version", "needs a command whose answer it is looked for in");
        }
        if (version == null && engine.text("version", "").equals(Identity.DETECTED)) {
            engine.problem("version", "is 'detected', which needs detect.command and detect.version");
        }
        if (files.isEmpty() && command.isEmpty()) {
            return new Detection(program(), List.of(), null);
        }
        return new Detection(files, command, version);
    }

    /** Where nothing is said of it, the program of the command line must be there. */
    private List<Template> program() {
        List<Template> words = new ArrayList<>(templates.words(engine, "commandTemplate", everything()));
        Optional<Template> program = words.stream().findFirst();
        return program.filter(word -> word.needsOnly(Placeholder.OF_MACHINE)).stream()
                .toList();
    }

    private Set<Placeholder> everything() {
        return Set.copyOf(Stream.concat(
                        Placeholder.all().stream(), templates.folders().stream().map(Placeholder::folder))
                .toList());
    }

    private static @Nullable Pattern version(Keys detect) {
        try {
            return detect.text("version").map(Pattern::compile).orElse(null);
        } catch (PatternSyntaxException notOne) {
            return null; // told with the shape
        }
    }
}
