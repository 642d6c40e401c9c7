package org.westerly.server.app;

import java.util.List;
import org.westerly.server.config.EnginesSettings;
import org.westerly.server.executor.local.ContainerRuntime;

/** The container runtimes of the settings whose containers are no children of the engine that starts them. */
public final class ContainerRuntimes {

    private ContainerRuntimes() {}

    public static List<ContainerRuntime> of(EnginesSettings settings) {
        return settings.containersInUse().stream()
                .filter(word -> word.equals("docker") || word.equals("podman"))
                .map(word -> ContainerRuntime.named(word, System.getenv()))
                .toList();
    }
}
