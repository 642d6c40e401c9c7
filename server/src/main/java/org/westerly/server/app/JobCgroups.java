package org.westerly.server.app;

import org.jboss.logging.Logger;
import org.westerly.server.config.ExecutorSettings;
import org.westerly.server.executor.local.Cgroups;

/** The cgroups of the settings, tried; and one line in the log about them. */
final class JobCgroups {

    private static final Logger LOG = Logger.getLogger("westerly");

    private JobCgroups() {}

    /** @throws StartRefusedException when one was named that cannot be used */
    static Cgroups of(ExecutorSettings settings) {
        try {
            Cgroups cgroups = Cgroups.of(settings.cgroup());
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
}
