package org.westerly.server.engine.configured;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.engine.RequestVerdict.Fault;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.ParamsStyle;
import org.westerly.server.engine.parameters.JudgeParameters;
import org.westerly.server.engine.parameters.Judgement;
import org.westerly.server.engine.parameters.KnownFiles;
import org.westerly.server.run.RunRequest;

/** Holds a submission against a definition, before anything is stored. */
final class JudgeRequest {

    private static final String FIELD = "workflow_engine_parameters";

    private JudgeRequest() {}

    static RequestVerdict judge(EngineDefinition definition, RunRequest request) {
        Judgement judgement = parameters(definition, request);
        List<Fault> faults = new ArrayList<>();
        judgement
                .faults()
                .forEach(fault -> faults.add(
                        new Fault(FIELD, fault.parameter(), fault.value(), fault.problem(), fault.ofRule())));
        if (request.workflowParams() != null && definition.command().params() instanceof ParamsStyle.Inline inline) {
            faults.addAll(new InlineParams(inline).faults(request.workflowParams()));
        }
        return new RequestVerdict(faults, judgement.notes(), judgement.secrets());
    }

    static Judgement parameters(EngineDefinition definition, RunRequest request) {
        return JudgeParameters.judge(
                definition.parameters(), request.engineParameters(), new KnownFiles(Set.copyOf(request.attachments())));
    }
}
