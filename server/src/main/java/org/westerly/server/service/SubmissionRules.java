package org.westerly.server.service;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
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
        record Valid(RunRequest request, Engine engine) implements Verdict {}

        /**
         * There are faults.
         *
         * @param unsupported there is nothing wrong but what this server cannot run
         */
        record Faulty(List<FieldFault> faults, boolean unsupported) implements Verdict {}
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
            return new Verdict.Faulty(faults, false);
        }
        if (request.workflowType().isEmpty() || request.workflowTypeVersion().isEmpty()) {
            return new Verdict.Faulty(faults, false);
        }
        return switch (engines.select(
                request.workflowType(),
                request.workflowTypeVersion(),
                request.workflowEngine(),
                request.workflowEngineVersion())) {
            case Engines.Selection.Chosen chosen ->
                faults.isEmpty() ? new Verdict.Valid(request, chosen.engine()) : new Verdict.Faulty(faults, false);
            case Engines.Selection.Refused refused -> {
                boolean nothingElse = faults.isEmpty();
                faults.addAll(refused.faults());
                yield new Verdict.Faulty(faults, nothingElse);
            }
        };
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

        /** WES maps strings to strings, and clients send flags as null and numbers as numbers. */
        private Map<String, String> strings(String field) {
            Map<String, String> strings = new LinkedHashMap<>();
            RawValue value = fields.get(field);
            if (value == null || value.absent() || value.text().strip().equals("null")) {
                return strings;
            }
            try {
                StrictJson.object(value.text()).forEach((key, member) -> {
                    if (member.token().isStructStart()) {
                        faults.add(
                                new FieldFault(field, Quoted.of(key) + " must be a string, not an object or an array"));
                    } else {
                        strings.put(key, member.token() == JsonToken.VALUE_NULL ? "" : member.text());
                    }
                });
            } catch (IllegalArgumentException fault) {
                faults.add(new FieldFault(field, String.valueOf(fault.getMessage())));
            }
            return strings;
        }
    }
}
