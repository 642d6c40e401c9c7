package org.westerly.server.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The published schema means to an editor what it means to the server: a validator that others wrote, and ours, come to the
 * same verdict on a thousand files, most of them wrong in one place. (Ours is stricter in one: it looks at the spelling of
 * numbers too, of which a pattern says nothing in JSON Schema; so no number is tried where a word is expected.)
 */
class SchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EVERYTHING = """
            $schema: engine.schema.json
            version: "1"
            engine:
              name: flow
              id: x
              version: 1.0
              description: A flow.
              backend: local
              workflowTypes: [FLW]
              workflowTypeVersions: {FLW: [F1, 2]}
              commandTemplate: [flow, "{engine_params}"]
              workflowParams: {style: {method: inline, prefix: "--", separator: "=", keyValueFormat: "{key}={value}", format: json, filePath: x, paramsFileFlag: -p}}
              engineParams:
                unknownParamsBehavior: pass
                validatedParams:
                  - names: [a, 1]
                    cliFlag: -a
                    type: list
                    default: [x, 1]
                    strictDefault: true
                    required: false
                    listSeparator: " "
                    booleanStyle: equals
                    sensitive: false
                    envVar: A_1
                    description: d
                    validate:
                      - {type: enum, allowed: [x, 1], message: m}
                      - {type: range, min: 1, max: 2.5}
                      - {type: custom, rule: safe_filename}
                      - {type: regex, pattern: "^x"}
              deniedParams: [{pattern: x, type: regex, reason: r, values: [a, 2]}]
              ignoredParams: [z]
              environment: {pass: [A], set: {B: c, D: 1}, path: [/x]}
              events: "{events}"
              outputs: {document: stdout, pointer: /outputs, files: paths, root: "{tmp}", exclude: ["*.log"]}
              exitCodes: {"3": {outcome: fault, reason: r}}
              detect: {files: [/x], command: flow -v, version: "[0-9]+"}
              cancel: {signals: [TERM, INT], grace: 2s, command: [a, b]}
              limits: {runTime: 2h, outputSize: 10GiB}
              cache: {shared: true}
              containers: {none: {arguments: [-n], environment: {E: f}}, podman: {}}
              resources: [x.py]
              install: {pip: ["a[b]==1.0"], optional: true}
              releases: {"2.0": {limits: {runTime: 1h}}}
              wesParser: {anything: 1}
            runs:
              workdir: {base: /x, pattern: "{run_id}", subdirs: {logs: logs}}
              config: {filepath: x, content: y}
              hooks:
                preRunHook: {script: x, timeout: 5s}
                onSuccessHook: {path: /x}
            """;

    private static final List<Object> WRONG = List.of(
            "a text!",
            "",
            12345,
            true,
            List.of(),
            List.of("x"),
            List.of(List.of()),
            Map.of(),
            Map.of("x", 1),
            Map.of("type", "enum"));

    private final JsonSchema theirs = theirs();
    private final Schema ours = Schema.ofEngineFiles();

    @Test
    void twoValidatorsAgree() {
        Object whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(EVERYTHING);
        assertThat(ourVerdict(whole)).isTrue();
        assertThat(theirVerdict(whole)).isTrue();

        List<Mutant> mutants = mutants("", whole);

        assertThat(mutants).hasSizeGreaterThan(1_000);
        assertThat(mutants.stream().filter(mutant -> ourVerdict(mutant.tree()))).hasSizeBetween(100, 700);
        assertThat(mutants)
                .filteredOn(mutant -> ourVerdict(mutant.tree()) != theirVerdict(mutant.tree()))
                .extracting(Mutant::change)
                .isEmpty();
    }

    /** A tree that is wrong, or at least different, in one place. */
    private record Mutant(String change, Object tree) {}

    @Test
    void everyKeyIsExplained() {
        assertThat(unexplained(ours, "")).isEmpty();
    }

    private static List<String> unexplained(Schema schema, String path) {
        List<String> found = new ArrayList<>();
        schema.properties().forEach((name, property) -> {
            String key = path + "." + name;
            if (property.description().length() < 10) {
                found.add(key);
            }
            found.addAll(unexplained(property, key));
            property.items().ifPresent(items -> found.addAll(unexplained(items, key + "[]")));
            property.additional().ifPresent(other -> found.addAll(unexplained(other, key + ".*")));
        });
        return found;
    }

    private static List<Mutant> mutants(String path, Object value) {
        List<Mutant> mutants = new ArrayList<>();
        WRONG.forEach(wrong -> mutants.add(new Mutant(path + " := " + wrong, wrong)));
        if (value instanceof Map<?, ?> map) {
            mutants.add(new Mutant(path + " + unknown", with(map, "surely-unknown", 1)));
            for (Object key : map.keySet()) {
                Map<Object, Object> less = new LinkedHashMap<>(map);
                less.remove(key);
                mutants.add(new Mutant(path + " - " + key, less));
                for (Mutant mutant : mutants(path + "." + key, map.get(key))) {
                    mutants.add(new Mutant(mutant.change(), with(map, key, mutant.tree())));
                }
            }
        } else if (value instanceof List<?> list) {
            for (int at = 0; at < list.size(); at++) {
                for (Mutant mutant : mutants(path + "[" + at + "]", list.get(at))) {
                    List<Object> changed = new ArrayList<>(list);
                    changed.set(at, mutant.tree());
                    mutants.add(new Mutant(mutant.change(), changed));
                }
            }
        }
        return mutants;
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object key, Object value) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private boolean ourVerdict(Object tree) {
        Problems problems = new Problems("f");
        new CheckShape(problems).check(new Yaml().represent(tree), ours);
        try {
            problems.throwIfAny();
            return true;
        } catch (InvalidDefinitionException refused) {
            return false;
        }
    }

    private boolean theirVerdict(Object tree) {
        JsonNode json = JSON.valueToTree(tree);
        return theirs.validate(json).isEmpty();
    }

    private static JsonSchema theirs() {
        try (InputStream schema = SchemaTest.class.getResourceAsStream(Schema.RESOURCE)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(schema));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
