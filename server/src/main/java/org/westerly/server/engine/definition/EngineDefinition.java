package org.westerly.server.engine.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Limits;
import org.westerly.server.engine.parameters.ParameterPolicy;
import org.westerly.server.engine.template.Template;
import org.westerly.server.job.StopSignal;

/** One engine of one version, as its {@code engine.yaml} describes it. The keys are explained in docs/engines.md. */
public record EngineDefinition(
        Identity identity,
        Command command,
        ParameterPolicy parameters,
        Results results,
        Conduct conduct,
        RunLayout runs,
        Bundle bundle) {

    public String name() {
        return identity.name();
    }

    public String version() {
        return identity.version();
    }

    public Map<String, List<String>> workflowTypes() {
        return identity.workflowTypes();
    }

    /**
     * The name of the engine's own folder in the engines' home. The version is part of it, so that two can be there, and so
     * is the way of installing it: what was installed in another way stays for the runs that use it.
     */
    public String folderName() {
        String recipe = bundle.install().recipe();
        return recipe.isEmpty() ? name() + "-" + version() : name() + "-" + version() + "-" + digest(recipe);
    }

    private static String digest(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same engine in the version that was found on the machine. */
    public EngineDefinition found(String version) {
        Identity found = new Identity(
                identity.name(), version, identity.description(), identity.backend(), identity.workflowTypes());
        return new EngineDefinition(found, command, parameters, results, conduct, runs, bundle);
    }

    /** The same engine, with what the site says of run times where the definition says nothing. */
    public EngineDefinition within(Limits site) {
        Conduct limited = new Conduct(
                conduct.signals(),
                conduct.grace(),
                conduct.afterCancel(),
                conduct.limits().or(site),
                conduct.sharedCache());
        return new EngineDefinition(identity, command, parameters, results, limited, runs, bundle);
    }

    /**
     * Who it is.
     *
     * @param version {@link #DETECTED} until it is found
     * @param workflowTypes versions of each workflow language by its type name, in the order of the file
     */
    public record Identity(
            String name, String version, String description, String backend, Map<String, List<String>> workflowTypes) {

        /** The version of an engine that is taken as it is found. */
        public static final String DETECTED = "detected";

        public Identity {
            workflowTypes = Collections.unmodifiableMap(new LinkedHashMap<>(workflowTypes));
        }
    }

    /**
     * What is started.
     *
     * @param template the argument list; {@code {engine_params}} and the like stand for any number of words
     * @param containers by runtime; empty when the engine has nothing to do with them
     */
    public record Command(
            List<Template> template, ParamsStyle params, Environment environment, Map<String, Container> containers) {
        public Command {
            template = List.copyOf(template);
            containers = Map.copyOf(containers);
        }
    }

    /**
     * What the engine finds in its environment.
     *
     * @param variables that are set for the engine
     * @param passed names of the server's variables that the engine may see
     * @param path folders before all others in {@code PATH}
     */
    public record Environment(Map<String, Template> variables, List<String> passed, List<Template> path) {
        public Environment {
            variables = Map.copyOf(variables);
            passed = List.copyOf(passed);
            path = List.copyOf(path);
        }
    }

    /** What makes the engine use one container runtime. */
    public record Container(List<Template> arguments, Map<String, Template> variables) {
        public Container {
            arguments = List.copyOf(arguments);
            variables = Map.copyOf(variables);
        }
    }

    /**
     * What the engine leaves.
     *
     * @param events the file of its task events, null when it writes none
     * @param intermediate folders of working files, besides the working directory
     */
    public record Results(
            @Nullable Template events,
            Outputs outputs,
            List<Template> intermediate,
            Map<Integer, ExitMeaning> exitCodes) {
        public Results {
            intermediate = List.copyOf(intermediate);
            exitCodes = Map.copyOf(exitCodes);
        }
    }

    /** How the outputs of a run are found. */
    public sealed interface Outputs {

        /**
         * A JSON object, in a file, or on standard output when {@code file} is null.
         *
         * @param pointer where in the document it is; empty for the document itself
         * @param root the folder that its files lie in; null for the run's outputs
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

        /** How a document names files. */
        enum Files {
            /** By CWL's File and Directory objects. */
            CWL,
            /** By those, and by any text that is a path. */
            PATHS
        }
    }

    /** What an exit code of the engine means. */
    public record ExitMeaning(Outcome outcome, String reason) {

        /** Who is to blame. */
        public enum Outcome {
            FAILED,
            FAULT,
            SUCCESS
        }
    }

    /**
     * How runs of the engine are treated while they work.
     *
     * @param signals in the order in which they are sent to stop a run
     * @param grace after each signal; null for the site's
     * @param afterCancel a command for what is elsewhere, empty when there is none
     * @param sharedCache whether the runs of one owner share their cache
     */
    public record Conduct(
            List<StopSignal> signals,
            @Nullable Duration grace,
            List<Template> afterCancel,
            Limits limits,
            boolean sharedCache) {
        public Conduct {
            signals = List.copyOf(signals);
            afterCancel = List.copyOf(afterCancel);
        }
    }

    /**
     * What comes with the definition.
     *
     * @param resources files beside the definition, unpacked for the engine; {@code source} is their place
     */
    public record Bundle(Source source, List<String> resources, Install install, Detection detection) {
        public Bundle {
            resources = List.copyOf(resources);
        }
    }

    /**
     * How the server knows that the engine is there.
     *
     * @param files that must be there; the last part of a path may hold an asterisk
     * @param command must succeed; empty when there is none
     * @param version finds the version in what the command prints; null when nobody asks
     */
    public record Detection(
            List<Template> files,
            List<Template> command,
            @Nullable Pattern version) {
        public Detection {
            files = List.copyOf(files);
            command = List.copyOf(command);
        }
    }

    /** How the engine gets onto the machine. */
    public sealed interface Install {

        /** Is it left out unless it is named? */
        boolean optional();

        /** All that decides what is installed, in any form; empty when nothing is. */
        String recipe();

        /** By other means: it is only looked for. */
        record ByHand() implements Install {
            @Override
            public boolean optional() {
                return true;
            }

            @Override
            public String recipe() {
                return "";
            }
        }

        /** Into a Python environment of its own. */
        record Pip(List<String> packages, boolean optional) implements Install {
            public Pip {
                packages = List.copyOf(packages);
            }

            @Override
            public String recipe() {
                return String.join(" ", packages);
            }
        }

        /** The run-time dependencies of a POM, whose text is {@code recipe}, into {@code lib/}. */
        record Maven(String recipe, boolean optional) implements Install {}
    }
}
