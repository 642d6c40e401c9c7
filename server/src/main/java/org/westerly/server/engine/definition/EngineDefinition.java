package org.westerly.server.engine.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One engine of one version.
 *
 * @param workflowTypes versions of each workflow language by its type name, in the order of the file
 * @param detected files that must be there for the engine to be offered
 * @param bundle what comes with the definition: shims, and how the engine is installed
 */
public record EngineDefinition(
        String name,
        String version,
        Map<String, List<String>> workflowTypes,
        Command command,
        Results results,
        List<Template> detected,
        Bundle bundle) {

    public EngineDefinition {
        workflowTypes = Collections.unmodifiableMap(new LinkedHashMap<>(workflowTypes));
        detected = List.copyOf(detected);
    }

    /** The name of the engine's own folder in the engines' home: the version is part of it, so that two can be there. */
    public String folderName() {
        return name + "-" + version;
    }

    /**
     * What is started.
     *
     * @param variables environment variables that are set for the engine
     * @param passed names of the server's environment variables that the engine may see
     */
    public record Command(List<Template> template, Map<String, Template> variables, List<String> passed) {
        public Command {
            template = List.copyOf(template);
            variables = Map.copyOf(variables);
            passed = List.copyOf(passed);
        }
    }

    /**
     * What the engine leaves.
     *
     * @param events the file of its task events, null when it writes none
     */
    public record Results(@Nullable Template events, Outputs outputs, Map<Integer, ExitMeaning> exitCodes) {
        public Results {
            exitCodes = Map.copyOf(exitCodes);
        }
    }

    /** How the outputs of a run are found. */
    public sealed interface Outputs {

        /** Which values of a document stand for files. */
        enum Files {
            /** File and Directory objects, as in CWL. */
            CWL,
            /** Besides those, every text that is the path of something in the run's folder. */
            PATHS
        }

        /**
         * A JSON document.
         *
         * @param file null for standard output
         * @param pointer JSON pointer (RFC 6901) to the object within the document; empty for the whole
         * @param root the folder that the places of files are relative to, null for the run's outputs
         */
        record Document(
                @Nullable Template file,
                String pointer,
                Files files,
                @Nullable Template root) implements Outputs {}

        /** The files below a folder, but for those that match a glob of {@code exclude}. */
        record Listing(Template folder, List<String> exclude) implements Outputs {
            public Listing {
                exclude = List.copyOf(exclude);
            }
        }
    }

    /**
     * What an exit code of the engine means.
     *
     * @param fault whether the platform is to blame, and not the workflow
     */
    public record ExitMeaning(boolean fault, String reason) {}

    /** What comes with the definition: {@code resources} are unpacked for the engine, {@code source} is their place. */
    public record Bundle(Source source, List<String> resources, Install install) {
        public Bundle {
            resources = List.copyOf(resources);
        }
    }

    /** How the engine gets onto the machine. */
    public sealed interface Install {

        /** By other means: it is only looked for. */
        record ByHand() implements Install {}

        /** Into a Python environment of its own. */
        record Pip(List<String> packages) implements Install {
            public Pip {
                packages = List.copyOf(packages);
            }
        }

        /** The run-time dependencies of a POM, one of the resources, into {@code lib/}. */
        record Maven(String pom) implements Install {}
    }
}
