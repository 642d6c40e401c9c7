package org.westerly.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which engines there are, and which is taken.
 *
 * @param defaults engine name by workflow type; the key is {@code engines.default}
 * @param containers what engines start containers with
 * @param containersOf the same for single engines, by their names
 */
@Section("The workflow engines.")
public record EnginesSettings(
        @Setting(
                doc = "Folder that `engines install` installs engines into, and that they are looked for in first.",
                fallback = "${data.dir}/engines")
        Path home,

        @Setting(doc = "Folder with more engines: `NAME.yaml`, or a sub-folder with an `engine.yaml`.")
        Optional<Path> dir,

        @Setting(
                name = "default",
                doc = "Engine for a workflow type when a request names none: `CWL=cwltool, NFL=nextflow@25.04.4`."
                        + " Otherwise the first that is described, in its newest version.",
                pattern = "[^\\s@]+(@[^\\s@]+)?",
                allowed = "pairs of workflow type and engine, such as CWL=cwltool or CWL=cwltool@3.1")
        Map<String, String> defaults,

        @Setting(doc = "Folders in which the programs of engines are looked for, besides the system's.")
        List<Path> path,

        @Setting(
                doc = "What engines run the tasks in that ask for a container; `none`: all tasks run as processes of"
                        + " this machine. An engine that cannot do it in this way is not offered.",
                fallback = "none",
                pattern = EnginesSettings.CONTAINERS,
                allowed = "none, docker, podman, apptainer or bwrap")
        String containers,

        @Setting(
                doc = "The same for single engines: `miniwdl=bwrap, nextflow=none`.",
                pattern = EnginesSettings.CONTAINERS,
                allowed = "pairs of engine name and none, docker, podman, apptainer or bwrap")
        Map<String, String> containersOf) {

    static final String CONTAINERS = "none|docker|podman|apptainer|bwrap";

    public EnginesSettings {
        defaults = Map.copyOf(defaults);
        path = List.copyOf(path);
        containersOf = Map.copyOf(containersOf);
    }

    /** What the engine of this name starts containers with. */
    public String containersFor(String engine) {
        return containersOf.getOrDefault(engine, containers);
    }

    /** What any engine may start containers with. */
    public Set<String> containersInUse() {
        return Stream.concat(Stream.of(containers), containersOf.values().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
