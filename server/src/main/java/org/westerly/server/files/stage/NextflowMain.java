package org.westerly.server.files.stage;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registries take a pipeline's {@code nextflow.config} for its primary descriptor. What is run is the script that it
 * names, or else {@code main.nf} beside it.
 */
final class NextflowMain {

    private static final Pattern SCRIPT = Pattern.compile("\\bmainScript\\s*=\\s*([\"'])([^\"'\\n]+)\\1");

    private NextflowMain() {}

    /**
     * The name of the script among {@code names}, if it is there.
     *
     * @param config the name of the configuration
     */
    static Optional<String> of(String config, String text, Collection<String> names) {
        Matcher found = SCRIPT.matcher(text);
        String script = found.find() ? found.group(2) : "main.nf";
        String beside = config.substring(0, config.lastIndexOf('/') + 1) + script;
        return Optional.of(beside).filter(names::contains);
    }
}
