package org.westerly.server.app.engines;

import org.westerly.server.app.engines.Diagnosis.Health;
import org.westerly.server.executor.local.Cgroups;

/** Tries whether jobs would have cgroups, for whoever calls it: a service may have been given one that a shell has not. */
record ExamineCgroups(String setting) {

    private static final String WHAT = "cgroups";
    private static final String ADVICE =
            "docs/operations.md, Cgroups; this is tried as you are here, and the server's log says what it found";

    Diagnosis examine() throws InterruptedException {
        Cgroups cgroups = Cgroups.of(setting, _ -> {});
        if (cgroups.usable()) {
            return Diagnosis.good(WHAT, "each job has one " + cgroups.note());
        }
        if (setting.equals("off")) {
            return Diagnosis.good(WHAT, "none: " + cgroups.note());
        }
        // One that was named refuses the start.
        Health health = setting.equals("auto") ? Health.ABSENT : Health.BAD;
        return new Diagnosis(WHAT, health, cgroups.note(), ADVICE);
    }
}
