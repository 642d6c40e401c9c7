package org.westerly.server.app;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.westerly.server.config.ExecutorSettings;
import org.westerly.server.executor.local.Cgroups;

/** The cgroups of the settings, tried; and a line in the log whenever something about them changes. */
final class JobCgroups {

    private static final Logger LOG = Logger.getLogger("westerly");

    private JobCgroups() {}

    /** @throws StartRefusedException when one was named that cannot be used */
    static Cgroups of(ExecutorSettings settings) {
        try {
            Cgroups cgroups = Cgroups.of(settings.cgroup(), JobCgroups::tell);
            if (cgroups.usable()) {
                LOG.infof("jobs have cgroups of their own %s", cgroups.note());
            } else if (settings.cgroup().startsWith("/")) {
                throw new StartRefusedException(
                        "executor.cgroup = \"" + settings.cgroup() + "\" cannot be used: " + cgroups.note());
            } else {
                LOG.infof("jobs have no cgroups, and are ended by session and mark: %s", cgroups.note());
            }
            return cgroups;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("interrupted at the start", e);
        }
    }

    private static void tell(Optional<String> trouble) {
        trouble.ifPresentOrElse(
                why -> LOG.warnf("no cgroups for jobs for now, which are ended by session and mark: %s", why),
                () -> LOG.info("jobs have cgroups of their own again"));
    }
}
