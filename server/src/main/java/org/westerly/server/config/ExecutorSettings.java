package org.westerly.server.config;

@Section("How jobs are kept together.")
public record ExecutorSettings(
        @Setting(
                doc =
                        "Where jobs get cgroups of their own (version 2), by which all of their processes are found and ended:"
                                + " `auto`: below the server's own cgroup, if the server may; `off`; or the folder of another"
                                + " cgroup, which refuses the start if it cannot be used.",
                fallback = "auto",
                pattern = "auto|off|/.*",
                allowed = "auto, off, or the absolute path of a cgroup's folder")
        String cgroup) {}
