package org.westerly.server.executor.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Tries with a process of its own whether cgroups can be made, entered and removed in a folder. Only trying tells:
 * rights, mounts, limits, and threaded or populated cgroups above can each forbid it.
 */
final class TryCgroup {

    private TryCgroup() {}

    /** @throws IOException with the reason, when they cannot be used */
    static void in(Path home) throws IOException, InterruptedException {
        Cgroup probe = new Cgroup(Files.createTempDirectory(Files.createDirectories(home), "probe-"));
        try {
            // The kernel puts it there, in version 2 alone.
            if (!Files.exists(probe.folder().resolve("cgroup.events"))) {
                throw new IOException(home.getParent() + " is no cgroup of version 2");
            }
            enter(probe);
        } finally {
            probe.remove();
            Cgroups.removeIfEmpty(new Cgroup(home));
        }
    }

    private static void enter(Cgroup probe) throws IOException, InterruptedException {
        // It says that it is in, and waits for a line that never comes.
        Process process = new ProcessBuilder(
                        Tools.ofServer().sh().toString(),
                        "-c",
                        "echo \"$$\" 2>/dev/null >\"$1\" && echo in && read -r _",
                        "westerly-probe",
                        probe.gate().toString())
                .redirectError(new File("/dev/null"))
                .start();
        try (var out = process.inputReader()) {
            if (!"in".equals(out.readLine()) || !probe.processes().contains(process.pid())) {
                throw new IOException("no process can be moved into a cgroup below the server's");
            }
            probe.kill();
            process.destroyForcibly();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                throw new IOException("a process in a cgroup could not be killed");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    static String reason(IOException fault) {
        return switch (fault) {
            case AccessDeniedException denied ->
                "the server may not make cgroups below "
                        + Path.of(denied.getFile()).getParent() + " (systemd: Delegate=yes)";
            case NoSuchFileException gone -> Path.of(gone.getFile()) + " cannot be made: what it would be in is gone";
            case FileSystemException refused when refused.getReason() != null -> String.valueOf(refused.getMessage());
            default -> String.valueOf(fault.getMessage());
        };
    }
}
