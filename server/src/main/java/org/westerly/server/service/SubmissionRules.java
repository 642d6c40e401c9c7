package org.westerly.server.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.files.WorkflowLocation;
import org.westerly.server.run.RunRequest;

/**
 * What a valid submission is, as far as it can be known without reading anything: every fault is found, not the first
 * only.
 */
final class SubmissionRules {

    private final Engines engines;
    private final Set<String> schemes;

    /** @param schemes of absolute workflow URLs, in lower case */
    SubmissionRules(Engines engines, Set<String> schemes) {
        this.engines = engines;
        this.schemes = new TreeSet<>(schemes);
    }

    /** The outcome of a judgement. */
    sealed interface Verdict {
        /** A submission that can be accepted; {@code notes} are for {@code system_logs}. */
        record Valid(RunRequest request, Engine engine, List<String> notes) implements Verdict {
            public Valid {
                notes = List.copyOf(notes);
            }
        }

        /** There are faults; {@code code} is the gravest that they have in common. */
        record Faulty(List<FieldFault> faults, ErrorCode code) implements Verdict {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    Verdict judge(Map<String, RawValue> fields, List<String> attachments) {
        Reading reading = new Reading(fields);
        RunRequest request = reading.request(attachments);
        List<FieldFault> faults = new ArrayList<>(reading.faults);
        if (!request.workflowUrl().isEmpty()) {
            faults.addAll(urlFaults(request.workflowUrl(), attachments));
        }
        if (request.workflowEngine() == null && request.workflowEngineVersion() != null) {
            faults.add(new FieldFault(
                    SubmissionField.WORKFLOW_ENGINE_VERSION,
                    "needs " + SubmissionField.WORKFLOW_ENGINE + " beside it"));
            return new Verdict.Faulty(faults, ErrorCode.INVALID_REQUEST);
        }
        if (request.workflowType().isEmpty() || request.workflowTypeVersion().isEmpty()) {
            return new Verdict.Faulty(faults, ErrorCode.INVALID_REQUEST);
        }
        return switch (engines.select(
                request.workflowType(),
                request.workflowTypeVersion(),
                request.workflowEngine(),
                request.workflowEngineVersion())) {
            case Engines.Selection.Chosen chosen -> judged(request, chosen.engine(), faults);
            case Engines.Selection.Refused refused -> {
                ErrorCode code = faults.isEmpty() ? ErrorCode.UNSUPPORTED_WORKFLOW : ErrorCode.INVALID_REQUEST;
                faults.addAll(refused.faults());
                yield new Verdict.Faulty(faults, code);
            }
        };
    }

    /** The engine's own rules are the last: they are of no use for a request that it never gets. */
    private static Verdict judged(RunRequest request, Engine engine, List<FieldFault> faults) {
        RequestVerdict verdict = engine.judge(request);
        if (faults.isEmpty() && verdict.faults().isEmpty()) {
            return new Verdict.Valid(request.withSecrets(verdict.secrets()), engine, verdict.notes());
        }
        boolean rulesOnly = faults.isEmpty() && verdict.faults().stream().allMatch(RequestVerdict.Fault::ofRule);
        verdict.faults().stream().map(SubmissionRules::inWords).forEach(faults::add);
        return new Verdict.Faulty(faults, rulesOnly ? ErrorCode.PARAMETER_RULE : ErrorCode.INVALID_REQUEST);
    }

    private static FieldFault inWords(RequestVerdict.Fault fault) {
        String value = fault.value() == null ? "" : " is " + Quoted.of(fault.value()) + ":";
        return new FieldFault(fault.field(), Quoted.of(fault.parameter()) + value + " " + fault.problem());
    }

    private List<FieldFault> urlFaults(String url, List<String> attachments) {
        return switch (WorkflowLocation.of(url, attachments)) {
            case WorkflowLocation.Attached _ -> List.of();
            case WorkflowLocation.Nowhere nowhere ->
                List.of(new FieldFault(SubmissionField.WORKFLOW_URL, Quoted.of(url) + " " + nowhere.why()));
            case WorkflowLocation.Remote remote ->
                schemeFaults(url, remote.uri().getScheme());
            case WorkflowLocation.Embedded _ -> schemeFaults(url, WorkflowLocation.BASE64);
        };
    }

    private List<FieldFault> schemeFaults(String url, String scheme) {
        return schemes.contains(scheme)
                ? List.of()
                : List.of(new FieldFault(
                        SubmissionField.WORKFLOW_URL,
                        Quoted.of(url) + " has a scheme that is not fetched here; supported: "
                                + String.join(", ", schemes)));
    }

    /** One pass over the fields of one request. */
    private static final class Reading {

        private final Map<String, RawValue> fields;
        private final List<FieldFault> faults = new ArrayList<>();

        Reading(Map<String, RawValue> fields) {
            this.fields = fields;
        }

        RunRequest request(List<String> attachments) {
            return new RunRequest(
                    required(SubmissionField.WORKFLOW_URL),
                    required(SubmissionField.WORKFLOW_TYPE),
                    required(SubmissionField.WORKFLOW_TYPE_VERSION),
                    text(SubmissionField.WORKFLOW_ENGINE),
                    text(SubmissionField.WORKFLOW_ENGINE_VERSION),
                    params(),
                    strings(SubmissionField.WORKFLOW_ENGINE_PARAMETERS),
                    strings(SubmissionField.TAGS),
                    attachments);
        }

        private String required(String field) {
            RawValue value = fields.get(field);
            if (value == null || value.absent()) {
                faults.add(new FieldFault(field, "is required"));
                return "";
            }
            String text = text(field);
            return text == null ? "" : text;
        }

        private @Nullable String text(String field) {
            RawValue value = fields.get(field);
            if (value == null || value.absent()) {
                return null;
            }
            if (value.literal()) {
                faults.add(new FieldFault(field, Quoted.of(value.text()) + " must be a string"));
                return null;
            }
            if (value.text().chars().anyMatch(Character::isISOControl)) {
                faults.add(new FieldFault(field, "holds a control character"));
                return null;
            }
            return value.text();
        }

        private @Nullable String params() {
            RawValue value = fields.get(SubmissionField.WORKFLOW_PARAMS);
            if (value == null || value.absent() || value.text().strip().equals("null")) {
                return null;
            }
            try {
                StrictJson.object(value.text());
                return value.text();
            } catch (IllegalArgumentException fault) {
                faults.add(new FieldFault(SubmissionField.WORKFLOW_PARAMS, String.valueOf(fault.getMessage())));
                return null;
            }
        }

        private Map<String, String> strings(String field) {
            RawValue value = fields.get(field);
            if (value == null || value.absent() || value.text().strip().equals("null")) {
                return Map.of();
            }
            try {
                return EngineParameters.read(
                        value.text(),
                        key -> faults.add(new FieldFault(field, key + " must be a string, not an object or an array")));
            } catch (IllegalArgumentException fault) {
                faults.add(new FieldFault(field, String.valueOf(fault.getMessage())));
                return Map.of();
            }
        }
    }
}
