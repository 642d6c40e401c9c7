package org.westerly.server.engine.configured;

import java.util.EnumMap;
import java.util.Map;
import org.westerly.server.engine.definition.Placeholder;
import org.westerly.server.files.RunFolder;

/** The placeholders that stand for places of a run. */
final class Places {

    private Places() {}

    static Map<Placeholder, String> of(RunFolder folder) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.WORKFLOW_PARAMS, folder.params().toString());
        values.put(Placeholder.WORKDIR, folder.work().toString());
        values.put(Placeholder.OUTPUTS, folder.outputs().toString());
        values.put(Placeholder.TMP, folder.tmp().toString());
        values.put(Placeholder.ENGINE, folder.engine().toString());
        values.put(Placeholder.EVENTS, folder.events().toString());
        values.put(Placeholder.TASKS, folder.tasks().toString());
        return values;
    }
}
