package org.westerly.server.engine.configured;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Detection;
import org.westerly.server.engine.definition.EngineDefinition.Identity;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.engine.template.Template;

/** Finds out whether an engine is on this machine, and in which version. */
record Detect(Machine machine, EngineEnvironment environment, AskProgram ask) {

    private static final String UNTOLD = "its program does not tell its version";

    /** What was found. */
    sealed interface Finding {

        /** It is there, in this version. */
        record There(String version) implements Finding {}

        /** It is not. */
        record Missing(Absence why) implements Finding {

            Missing(String reason) {
                this(Absence.of(reason));
            }
        }
    }

    Finding find(EngineDefinition definition) {
        Detection detection = definition.bundle().detection();
        for (Template file : detection.files()) {
            String place = file.fill(machine.values());
            if (!isThere(place, definition)) {
                String name = place.substring(place.lastIndexOf('/') + 1);
                return new Finding.Missing(
                        new Absence(place + " is not there", name + " is not there", advice(definition)));
            }
        }
        if (detection.command().isEmpty()) {
            return new Finding.There(definition.version());
        }
        return asked(definition, detection);
    }

    /** The part of the question that costs next to nothing: are the files still there? */
    Optional<String> gone(EngineDefinition definition) {
        return definition.bundle().detection().files().stream()
                .map(file -> file.fill(machine.values()))
                .filter(place -> !isThere(place, definition))
                .findFirst();
    }

    private Finding asked(EngineDefinition definition, Detection detection) {
        List<String> command = detection.command().stream()
                .map(word -> word.fill(machine.values()))
                .toList();
        Optional<Path> program = program(command.getFirst(), definition);
        if (program.isEmpty()) {
            return new Finding.Missing(new Absence(
                    "the program '" + command.getFirst() + "' is not in " + String.join(":", path(definition)),
                    "its program is not there",
                    advice(definition)));
        }
        AskProgram.Answer answer = ask.ask(program.get(), command, path(definition));
        if (answer.code() != 0) {
            return new Finding.Missing(new Absence("'" + String.join(" ", command) + "' " + answer.told(), UNTOLD, ""));
        }
        return version(definition, detection.version(), answer.text());
    }

    private static Finding version(EngineDefinition definition, @Nullable Pattern pattern, String text) {
        if (pattern == null) {
            return new Finding.There(definition.version());
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return new Finding.Missing(
                    new Absence("its version was not found in what the program says: " + firstLine(text), UNTOLD, ""));
        }
        String found = matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : matcher.group();
        boolean any = definition.version().equals(Identity.DETECTED);
        if (any && !found.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")) {
            return new Finding.Missing(
                    new Absence("what was found as its version is none: '" + firstLine(found) + "'", UNTOLD, ""));
        }
        return any || found.equals(definition.version())
                ? new Finding.There(found)
                : new Finding.Missing(
                        "version " + found + " is there, and the definition is for " + definition.version());
    }

    private static String firstLine(String text) {
        String first = text.strip().lines().findFirst().orElse("nothing");
        return first.length() > 200 ? first.substring(0, 200) + "…" : first;
    }

    private static String advice(EngineDefinition definition) {
        return definition.bundle().install() instanceof Install.ByHand
                ? ""
                : "./westerly engines install " + definition.name() + "@" + definition.version();
    }

    /** A name without a slash is a program, and the last part of a path may hold an asterisk. */
    private boolean isThere(String place, EngineDefinition definition) {
        if (!place.contains("/")) {
            return program(place, definition).isPresent();
        }
        int slash = place.lastIndexOf('/');
        if (place.indexOf('*', slash) < 0) {
            return Files.exists(Path.of(place));
        }
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of(place.substring(0, slash)), place.substring(slash + 1))) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<Path> program(String name, EngineDefinition definition) {
        return name.contains("/")
                ? Optional.of(Path.of(name)).filter(Files::isExecutable)
                : path(definition).stream()
                        .map(folder -> Path.of(folder, name))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst();
    }

    private List<String> path(EngineDefinition definition) {
        return environment.path(definition.command().environment().path().stream()
                .filter(folder -> folder.needsOnly(Placeholder.OF_MACHINE))
                .map(folder -> folder.fill(machine.values())));
    }
}
