package org.westerly.server.engine.configured;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.RunLayout.Hook;
import org.westerly.server.engine.definition.RunLayout.Moment;

/** What is unpacked for engines: the files of their definitions, the scripts of their hooks, and what stands before docker. */
final class Unpacked {

    /** What lies beside every engine's own files. */
    private static final List<String> SHARED =
            List.of("task_events.py", "guarded_fetch.py", "cwl_tasks.py", "cwl_fetch.py", "wdl_tasks.py");

    private Unpacked() {}

    /** What {@code {resources}} stands for. */
    static UnpackFiles resources(EngineDefinition definition) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : SHARED) {
            files.put(name, ours("python/" + name));
        }
        for (String name : definition.bundle().resources()) {
            try (InputStream stream = definition.bundle().source().open(name)) {
                files.put(name, stream.readAllBytes());
            }
        }
        return new UnpackFiles(definition.name(), files, false);
    }

    /** The hooks that are scripts, each under its key. */
    static UnpackFiles hooks(EngineDefinition definition) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Moment moment : Moment.values()) {
            definition
                    .runs()
                    .hook(moment)
                    .map(Hook::script)
                    .ifPresent(script -> files.put(moment.key(), script.getBytes(StandardCharsets.UTF_8)));
        }
        return new UnpackFiles(definition.name() + "-hooks", files, true);
    }

    /** Programs that stand before docker and podman, and give each container the run's label. */
    static UnpackFiles containerPrograms() throws IOException {
        byte[] text = ours("containers/label-runs.sh");
        return new UnpackFiles("containers", Map.of("docker", text, "podman", text), true);
    }

    private static byte[] ours(String name) throws IOException {
        try (InputStream stream = Unpacked.class.getResourceAsStream("/engines/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
