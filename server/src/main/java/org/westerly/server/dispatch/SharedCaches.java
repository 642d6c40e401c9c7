package org.westerly.server.dispatch;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.server.run.Run;
import org.westerly.server.store.RunStore;

/**
 * Which runs may be reading files of earlier ones at this moment. The results that runs of a user share lie in a folder of
 * their own, or are known there and lie in the run that made them; whoever uses it was started with its name.
 */
final class SharedCaches {

    private record Sharing(String owner, String engine) {}

    private final String folder;
    private final Set<Sharing> atWork;

    private SharedCaches(String folder, Set<Sharing> atWork) {
        this.folder = folder;
        this.atWork = atWork;
    }

    /** As it is now. */
    static SharedCaches inUse(RunStore store, Path caches) {
        String folder = caches.toAbsolutePath().normalize() + "/";
        return new SharedCaches(
                folder,
                store.active().stream()
                        // One that is not started yet has no command: it may become one of them.
                        .filter(run -> run.command().isEmpty() || uses(run, folder))
                        .map(SharedCaches::sharing)
                        .collect(Collectors.toSet()));
    }

    /** May a run that is at work have found this one's results? */
    boolean mayRead(Run ended) {
        return uses(ended, folder) && atWork.contains(sharing(ended));
    }

    private static boolean uses(Run run, String folder) {
        return run.command().stream().anyMatch(argument -> argument.contains(folder));
    }

    private static Sharing sharing(Run run) {
        return new Sharing(run.owner().name(), run.engine().name());
    }
}
