package org.westerly.server.engine.definition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.engine.definition.EngineDefinition.Install;
import org.westerly.server.engine.parameters.KnownParameter;
import org.westerly.server.engine.template.Placeholder;

/** {@code docs/engines.md}: told by hand where it is a story, and made from schema and definitions where it is a table. */
final class EnginesPage {

    /** The engine that the page adds; the acceptance tests do what the page says. */
    static final String SAMPLE = """
            # yaml-language-server: $schema=engine.schema.json
            version: "1"
            engine:
              name: digest
              version: "1.0"
              description: Check sums of the attached files.
              workflowTypes: [SHA]
              workflowTypeVersions:
                SHA: ["256", "512"]
              detect:
                command: sha256sum --version
              commandTemplate:
                - sh
                - -c
                - 'kind=$1 out=$2; shift 2; "sha${kind}sum" "$@" -- * > "$out/SUMS"'
                - digest
                - "{workflow_type_version}"
                - "{outputs}"
                - "{engine_params}"
              engineParams:
                unknownParamsBehavior: reject
                validatedParams:
                  - names: [tag]
                    cliFlag: --tag
                    type: bool
                    default: false
                    description: Writes BSD's form, which names the kind of sum in each line.
              outputs:
                listing: "{outputs}"
            """;

    private static final String HEAD = """
            <!-- Made from engine.schema.json and the definitions in server/src/main/resources/engines by EnginesPageTest; rewrite it with
                 mvn -pl server -am test -Dtest=EnginesPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dwesterly.docs.write=true -->

            # Engines

            An engine is a file. `engine.yaml` says how a workflow engine is found, started and understood; what comes with the
            server is described by such files too (`server/src/main/resources/engines/*/engine.yaml`). More go into the folder
            that the setting `engines.dir` names, as `NAME.yaml` or `NAME/engine.yaml`. No code is needed, and no rebuild.

            ```sh
            ./westerly engines list                   # which are there, and why others are not
            ./westerly engines install                # puts the usual ones into a folder of the project's own
            ./westerly engines install toil           # or one by its name, or NAME@VERSION, or --all
            ./westerly engines doctor                 # tries each of them, and says what to do
            ./westerly engines check FILE             # reads a definition as a start of the server would
            ./westerly engines explain FILE --params '{"a": 1}' --engine-params '{"b": "2"}'
                                                      # what a submission would start, word by word
            ./westerly engines schema > engine.schema.json   # for an editor's completion
            ```
            """;

    private static final String OWN = """

            ## Add one of your own

            Any program will do. Here is one that has nothing to do with workflows: it makes check sums of the attached
            files. Write this to `engines/digest.yaml`:

            ```yaml
            SAMPLE```

            Does it say what you mean?

            ```sh
            ./westerly engines check engines/digest.yaml
            ./westerly engines explain engines/digest.yaml --type-version 512 --engine-params '{"tag": true}'
            ```

            Start a server with it, and use it:

            ```sh
            ./westerly serve --set engines.dir=engines

            B=http://127.0.0.1:8080/ga4gh/wes/v1
            curl -sS $B/runs -F workflow_type=SHA -F workflow_type_version=256 -F workflow_url=a.txt \\
              -F workflow_attachment=@a.txt -F workflow_attachment=@b.txt
            curl -sS $B/runs/PUT-THE-RUN-ID-HERE                # COMPLETE, with SUMS among its outputs
            ```

            What a client sends is data, wherever it ends up: no shell reads the argument list, braces in a value mean
            nothing, and a value cannot become an option. In the script above the values are `$1` and `$2`; never write a placeholder *into* a script's text.

            To show its tasks, an engine appends lines to the file that `{events}` stands for: [task-events.md](task-events.md).
            Programs in Python find a helper for that in `{resources}/task_events.py`.
            """;

    private static final String READING = """

            ## How definitions are read

            Strictly, at start: an unknown key, a wrong type, a bad regular expression or a reference to nothing refuses the start,
            with file, line and what was probably meant, all problems of all files at once. An engine whose program is
            not there is no mistake: it is not listed in service-info; the start-up log, `./westerly engines list` and `/readyz`
            say why.

            Files written for Metis are read as they are. Two of their keys do nothing here: `engine.id`, and `wesParser`, since
            `events` and `outputs` say the same without code.

            ## Which engine a run gets

            `workflow_engine` and `workflow_engine_version`, if the client names them. Otherwise what the setting `engines.default`
            has for the workflow's type; otherwise the first engine for that type and version in the order of the table above (the site's
            own come last), in its newest version.

            ## Engine parameters

            What a client sends in `workflow_engine_parameters` is judged before anything is stored, and every fault is told in
            one answer. In this order: denied (400); ignored; known: its type, then its rules (422); unknown, as
            `unknownParamsBehavior` says (400 where it is `reject`). A value that would begin with a dash as a word by
            itself is refused, unless the option ends in `=`. A client's `null` is no value, but for a `bool`, which it sets.

            One is the server's own and works with every engine that has none of that name: `max-run-time`, how long the run may
            take (`90s`, `30m`, `12h`, `2d`, or seconds). It may be less than runs of the engine usually may take, or more up to
            `limits.maxRunTime` of the definition or `runs.max-run-time` of the site; past that: 422. The engine does not see it.
            service-info lists it with the usual time.
            """;

    private static final String PLACES = """

            ## Placeholders

            What is filled in is data: braces in a client's value mean nothing. Braces after a dollar sign (`${x}`) and braces
            around anything but a lower-case word are left as they are.

            | placeholder | stands for |
            | --- | --- |
            """;

    private static final Map<Placeholder, String> MEANINGS = meanings();

    private EnginesPage() {}

    static String write() throws IOException, InvalidDefinitionException {
        return HEAD
                + builtIn()
                + OWN.replace("SAMPLE", SAMPLE.indent(0))
                + READING
                + PLACES
                + placeholders()
                + keys()
                + parameters();
    }

    private static List<EngineDefinition> definitions() throws IOException, InvalidDefinitionException {
        List<EngineDefinition> all = new ArrayList<>();
        for (Source source : Source.builtIn()) {
            all.addAll(new DefinitionReader().read(source).engines());
        }
        return all;
    }

    private static String builtIn() throws IOException, InvalidDefinitionException {
        StringBuilder table = new StringBuilder("""

                ## What comes with the server

                | engine | versions | languages | | installed |
                | --- | --- | --- | --- | --- |
                """);
        Map<String, List<EngineDefinition>> byName = definitions().stream()
                .collect(Collectors.groupingBy(EngineDefinition::name, LinkedHashMap::new, Collectors.toList()));
        byName.forEach((name, versions) -> table.append(row(Stream.of(
                "`" + name + "`",
                versions.stream().map(EnginesPage::version).collect(Collectors.joining(", ")),
                versions.getFirst().workflowTypes().entrySet().stream()
                        .map(type -> "`" + type.getKey() + "` " + String.join(", ", type.getValue()))
                        .collect(Collectors.joining("; ")),
                versions.getFirst().identity().description(),
                installed(versions.getFirst())))));
        return table.toString();
    }

    private static String version(EngineDefinition definition) {
        return definition.version().equals(EngineDefinition.Identity.DETECTED)
                ? "as found"
                : "`" + definition.version() + "`";
    }

    private static String installed(EngineDefinition definition) {
        Install install = definition.bundle().install();
        if (install instanceof Install.ByHand) {
            return "by you";
        }
        return install.optional() ? "when named" : "yes";
    }

    private static String placeholders() {
        return Placeholder.all().stream()
                        .map(one -> row(Stream.of("`" + one + "`", MEANINGS.getOrDefault(one, "?"))))
                        .collect(Collectors.joining())
                + row(Stream.of("`{NAME_dir}`", "the folder that `runs.workdir.subdirs` calls NAME"));
    }

    /** A chapter for each mapping of the schema, in the order in which they are met. */
    private static String keys() {
        StringBuilder chapters = new StringBuilder("\n## Keys\n");
        chapter(Schema.ofEngineFiles(), "the file", chapters, new HashSet<>());
        return chapters.toString();
    }

    private static void chapter(Schema schema, String title, StringBuilder chapters, Set<String> written) {
        if (!written.add(title)) {
            return;
        }
        if (!schema.properties().isEmpty()) {
            chapters.append("\n### ")
                    .append(title)
                    .append("\n\n")
                    .append(schema.topic())
                    .append("\n\n");
            chapters.append("| key | meaning | type | default |\n| --- | --- | --- | --- |\n");
            schema.properties()
                    .forEach((key, value) -> chapters.append(row(Stream.of(
                            "`" + key + "`" + (schema.required().contains(key) ? " *" : ""),
                            value.description(),
                            type(value),
                            value.fallback().isEmpty() ? "" : "`" + value.fallback() + "`"))));
        }
        inner(schema)
                .filter(one -> !one.title().isEmpty())
                .forEach(one -> chapter(one, one.title(), chapters, written));
    }

    private static Stream<Schema> inner(Schema schema) {
        return schema.properties().values().stream()
                .flatMap(one -> Stream.of(Stream.of(one), one.items().stream(), one.additional().stream()))
                .flatMap(parts -> parts)
                .distinct();
    }

    private static String type(Schema schema) {
        String types = schema.types().stream()
                .filter(type -> !type.equals("null"))
                .map(type -> switch (type) {
                    case "object" -> "mapping";
                    case "array" -> "list";
                    case "string" -> "text";
                    case "boolean" -> "true or false";
                    default -> type;
                })
                .distinct()
                .collect(Collectors.joining(" or "));
        if (!schema.allowed().isEmpty()) {
            return schema.allowed();
        }
        return types.equals("text or number") || types.equals("text or number or true or false") ? "text" : types;
    }

    private static String parameters() throws IOException, InvalidDefinitionException {
        StringBuilder chapters = new StringBuilder("\n## Engine parameters of the built-in engines\n");
        Map<String, EngineDefinition> first = new LinkedHashMap<>();
        definitions().forEach(one -> first.putIfAbsent(one.name(), one));
        for (EngineDefinition definition : first.values()) {
            if (definition.parameters().known().isEmpty()) {
                continue;
            }
            chapters.append("\n### ").append(definition.name()).append("\n\n");
            chapters.append("| parameter | | type | default |\n| --- | --- | --- | --- |\n");
            for (KnownParameter one : definition.parameters().known()) {
                chapters.append(row(Stream.of(
                        one.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                        one.description(),
                        one.type().word(),
                        one.presence().fallback() == null
                                ? ""
                                : "`" + one.presence().fallback().shown() + "`")));
            }
        }
        return chapters.toString();
    }

    private static String row(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static Map<Placeholder, String> meanings() {
        Map<Placeholder, String> meanings = new LinkedHashMap<>();
        meanings.put(
                Placeholder.WORKFLOW_PATH,
                "the workflow document, relative to `{workdir}` and with `./` before it, so never like an option; absolute where"
                        + " it lies elsewhere; with its `#fragment`");
        meanings.put(Placeholder.WORKFLOW_URL, "`workflow_url` as it was sent");
        meanings.put(Placeholder.WORKFLOW_TYPE, "the language, as the definition spells it");
        meanings.put(Placeholder.WORKFLOW_TYPE_VERSION, "its version, as the definition spells it");
        meanings.put(
                Placeholder.WORKFLOW_PARAMS,
                "the file with the workflow's parameters (`{}` when there are none), or words of the command line");
        meanings.put(Placeholder.PARAMS_FILE, "that file, also where parameters are on the command line");
        meanings.put(Placeholder.ENGINE_PARAMS, "the engine's parameters: any number of words");
        meanings.put(Placeholder.CONTAINER_PARAMS, "`arguments` of the container runtime: any number of words");
        meanings.put(Placeholder.RUN_ID, "the run");
        meanings.put(Placeholder.USER_ID, "the run's owner, safe as a folder's name");
        meanings.put(Placeholder.TIMESTAMP, "when the run was submitted: `2026-11-21T12:00:00Z`");
        meanings.put(Placeholder.DATE, "the same: `2026-11-21`");
        meanings.put(Placeholder.TIME, "the same: `12-00-00`");
        meanings.put(
                Placeholder.WORKDIR,
                "the attachments, under their relative names; the engine is started in this folder");
        meanings.put(Placeholder.OUTPUTS, "where results go, if the engine has a folder for them");
        meanings.put(Placeholder.OUTPUTS_DIR, "the same, unless `subdirs` has a folder `outputs`");
        meanings.put(Placeholder.TMP, "temporary files; removed when the run has ended");
        meanings.put(Placeholder.ENGINE, "the engine's private files");
        meanings.put(Placeholder.EVENTS, "the file for [task events](task-events.md)");
        meanings.put(Placeholder.TASKS, "standard output and error of tasks");
        meanings.put(
                Placeholder.CACHE,
                "results that later runs may use again, if `cache.shared`; else a folder of the run's own");
        meanings.put(
                Placeholder.ENGINE_HOME,
                "where the engine is installed: a folder for each version and recipe, below the setting `engines.home`");
        meanings.put(
                Placeholder.RESOURCES,
                "the unpacked `resources`, in a folder named by their content: a newer server never changes a file of a"
                        + " running engine");
        meanings.put(Placeholder.JAVA, "the Java program that runs the server");
        meanings.put(Placeholder.VERSION, "the engine's version");
        return meanings;
    }
}
