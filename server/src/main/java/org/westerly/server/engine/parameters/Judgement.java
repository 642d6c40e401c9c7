package org.westerly.server.engine.parameters;

import java.util.List;
import java.util.Set;

/**
 * What was found about the parameters of one submission.
 *
 * @param settings what the engine gets, in the order of the command line; of no use when there are faults
 * @param notes what the client should know, for {@code system_logs}
 * @param secrets names, as sent, of parameters whose values must not be shown
 */
public record Judgement(
        List<ParameterSetting> settings, List<ParameterFault> faults, List<String> notes, Set<String> secrets) {

    public Judgement {
        settings = List.copyOf(settings);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
        secrets = Set.copyOf(secrets);
    }
}
