package org.westerly.server.engine.configured;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.westerly.server.engine.definition.RunLayout;
import org.westerly.server.engine.template.Placeholder;
import org.westerly.server.files.RunFolder;

/** The placeholders that stand for places of a run. */
final class Places {

    private static final RunLayout NO_FOLDERS = new RunLayout(null, Map.of(), null, Map.of());

    private Places() {}

    static Map<Placeholder, String> of(RunFolder folder) {
        return of(folder, NO_FOLDERS);
    }

    static Map<Placeholder, String> of(RunFolder folder, RunLayout layout) {
        Map<Placeholder, String> values = new HashMap<>();
        values.put(Placeholder.RUN_ID, folder.root().getFileName().toString());
        values.put(Placeholder.WORKDIR, folder.work().toString());
        values.put(Placeholder.OUTPUTS, folder.outputs().toString());
        values.put(Placeholder.OUTPUTS_DIR, folder.outputs().toString());
        values.put(Placeholder.TMP, folder.tmp().toString());
        values.put(Placeholder.ENGINE, folder.engine().toString());
        values.put(Placeholder.EVENTS, folder.events().toString());
        values.put(Placeholder.TASKS, folder.tasks().toString());
        layout.folders()
                .forEach((name, path) -> values.put(
                        Placeholder.folder(name), subdir(folder, path).toString()));
        return values;
    }

    static Path subdir(RunFolder folder, String path) {
        return folder.work().resolve(path).normalize();
    }
}
