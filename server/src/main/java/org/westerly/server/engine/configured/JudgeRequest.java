package org.westerly.server.engine.configured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.westerly.server.engine.AskedRunTime;
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
        if (!isOfEngine(definition, AskedRunTime.PARAMETER)) {
            String sent = request.engineParameters().get(AskedRunTime.PARAMETER);
            AskedRunTime.fault(request.engineParameters(), definition.conduct().limits())
                    .ifPresent(problem -> faults.add(new Fault(FIELD, AskedRunTime.PARAMETER, sent, problem, true)));
        }
        if (request.workflowParams() != null && definition.command().params() instanceof ParamsStyle.Inline inline) {
            faults.addAll(new InlineParams(inline).faults(request.workflowParams()));
        }
        return new RequestVerdict(faults, judgement.notes(), judgement.secrets());
    }

    static Judgement parameters(EngineDefinition definition, RunRequest request) {
        Map<String, String> given = new LinkedHashMap<>(request.engineParameters());
        if (!isOfEngine(definition, AskedRunTime.PARAMETER)) {
            given.remove(AskedRunTime.PARAMETER);
        }
        return JudgeParameters.judge(definition.parameters(), given, new KnownFiles(Set.copyOf(request.attachments())));
    }

    /** Does the definition itself say what becomes of a parameter of this name? Then it is not the server's own. */
    static boolean isOfEngine(EngineDefinition definition, String parameter) {
        return definition.parameters().mentions(parameter);
    }
}
