package org.westerly.server.engine.parameters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.westerly.server.engine.parameters.Appearance.BooleanStyle;
import org.westerly.server.engine.template.Template;

/**
 * Holds the parameters of one submission against the policy: denied first, then ignored, then known (its type, then its
 * rules), and last what nobody knows. Every fault is found, not the first only.
 */
public final class JudgeParameters {

    /** What may stand on a command line under its own name: nothing that a program could take for two words. */
    private static final Pattern OPTION = Pattern.compile("-{0,2}[A-Za-z0-9][A-Za-z0-9._-]*");

    private final ParameterPolicy policy;
    private final KnownFiles files;
    private final List<ParameterSetting> settings = new ArrayList<>();
    private final List<ParameterFault> faults = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();

    private JudgeParameters(ParameterPolicy policy, KnownFiles files) {
        this.policy = policy;
        this.files = files;
    }

    /**
     * Judges them all.
     *
     * @param given text by name, in the order it came; the text is empty where the client sent null
     */
    public static Judgement judge(ParameterPolicy policy, Map<String, String> given, KnownFiles files) {
        JudgeParameters judge = new JudgeParameters(policy, files);
        judge.judge(given);
        return new Judgement(judge.settings, judge.faults, judge.notes, judge.secrets);
    }

    private void judge(Map<String, String> given) {
        Map<String, String> left = new LinkedHashMap<>(given);
        left.forEach(
                (name, _) -> policy.find(name).filter(KnownParameter::sensitive).ifPresent(_ -> secrets.add(name)));
        left.entrySet().removeIf(one -> isDenied(one.getKey(), one.getValue()));
        left.keySet().removeIf(policy.ignored()::contains);
        for (KnownParameter parameter : policy.known()) {
            List<String> names =
                    parameter.names().stream().filter(left::containsKey).toList();
            known(parameter, names, left);
            names.forEach(left::remove);
        }
        left.forEach(this::unknown);
    }

    private boolean isDenied(String name, String text) {
        Optional<KnownParameter> known = policy.find(name);
        List<String> names = Stream.concat(Stream.of(name), known.map(KnownParameter::name).stream())
                .distinct()
                .toList();
        List<String> texts = Stream.concat(
                        Stream.of(text), ParameterType.LIST.read(text).stream().flatMap(List::stream))
                .distinct()
                .toList();
        Optional<Denial> denial =
                policy.denied().stream().filter(one -> one.hits(names, texts)).findFirst();
        denial.ifPresent(hit -> faults.add(new ParameterFault(
                name, null, "is not allowed here" + (hit.reason().isBlank() ? "" : ": " + hit.reason()), false)));
        return denial.isPresent();
    }

    private void known(KnownParameter parameter, List<String> names, Map<String, String> given) {
        if (names.size() > 1) {
            faults.add(new ParameterFault(
                    names.getFirst(),
                    null,
                    "is there twice, also as "
                            + names.stream()
                                    .skip(1)
                                    .map(name -> "'" + name + "'")
                                    .collect(Collectors.joining(", ")),
                    false));
            return;
        }
        FallbackValue fallback = parameter.presence().fallback();
        if (fallback != null && parameter.presence().fixed()) {
            names.forEach(name ->
                    notes.add("engine parameter '" + name + "' is set by the operator: what was sent is ignored"));
            settings.add(ParameterSetting.of(parameter, fallback.items()));
        } else if (!names.isEmpty() && counts(parameter, given.getOrDefault(names.getFirst(), ""))) {
            given(parameter, names.getFirst(), given.getOrDefault(names.getFirst(), ""));
        } else if (fallback != null) {
            settings.add(ParameterSetting.of(parameter, fallback.items()));
        } else if (parameter.presence().required()) {
            faults.add(new ParameterFault(parameter.name(), null, "is required by this engine", true));
        }
    }

    /** An empty text is no value, but for a flag. */
    private static boolean counts(KnownParameter parameter, String text) {
        return !text.isEmpty() || parameter.type() == ParameterType.BOOL;
    }

    private void given(KnownParameter parameter, String name, String text) {
        Optional<List<String>> items = parameter.type().read(text);
        Optional<String> problem =
                items.isEmpty() ? Optional.of("must be " + parameter.type().words()) : problem(parameter, items.get());
        if (problem.isPresent()) {
            faults.add(new ParameterFault(name, parameter.sensitive() ? null : text, problem.get(), true));
            return;
        }
        List<Template> literal =
                items.orElseThrow().stream().map(Template::literal).toList();
        settings.add(ParameterSetting.of(parameter, literal));
    }

    private Optional<String> problem(KnownParameter parameter, List<String> items) {
        if (items.stream().anyMatch(JudgeParameters::holdsControl)) {
            return Optional.of("must not hold a line break or another control character");
        }
        Optional<String> broken = parameter.rules().stream()
                .flatMap(rule -> items.stream().flatMap(item -> rule.broken(item, files).stream()))
                .findFirst();
        return broken.isPresent() ? broken : likeAnOption(parameter, items);
    }

    private static Optional<String> likeAnOption(KnownParameter parameter, List<String> items) {
        Appearance appearance = parameter.appearance();
        if (!appearance.visible() || appearance.joined() || parameter.type().isNumber()) {
            return Optional.empty();
        }
        Stream<String> first =
                appearance.itemsAreWords() ? items.stream() : items.stream().limit(1);
        return first.anyMatch(item -> item.startsWith("-"))
                ? Optional.of("must not begin with '-', since it could be taken for an option")
                : Optional.empty();
    }

    static boolean holdsControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private void unknown(String name, String text) {
        switch (policy.unknown()) {
            case REJECT ->
                faults.add(new ParameterFault(
                        name, null, "is not a parameter of this engine; there are: " + knownNames(), false));
            case IGNORE -> notes.add("engine parameter '" + name + "' is not known here: ignored");
            case PASS_THROUGH -> passThrough(name, text);
        }
    }

    private String knownNames() {
        String names = policy.known().stream().map(KnownParameter::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    private void passThrough(String name, String text) {
        if (!OPTION.matcher(name).matches()) {
            faults.add(new ParameterFault(
                    name, null, "cannot be an option: a name is of letters, digits and . _ -", false));
            return;
        }
        if (holdsControl(text) || text.startsWith("-")) {
            faults.add(new ParameterFault(
                    name, text, "must not begin with '-' nor hold a control character, to be passed on", true));
            return;
        }
        boolean flag = text.isEmpty();
        Appearance appearance = new Appearance(List.of(Template.literal(option(name))), ",", BooleanStyle.FLAG, null);
        settings.add(new ParameterSetting(
                name,
                flag ? ParameterType.BOOL : ParameterType.STRING,
                appearance,
                false,
                List.of(Template.literal(flag ? "true" : text))));
    }

    /** A name without dashes would be an operand, which is something else than a parameter. */
    private static String option(String name) {
        if (name.startsWith("-")) {
            return name;
        }
        return (name.length() == 1 ? "-" : "--") + name;
    }
}
