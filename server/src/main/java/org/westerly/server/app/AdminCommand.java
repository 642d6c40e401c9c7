package org.westerly.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.westerly.server.config.Settings;
import org.westerly.server.queue.Flow;
import org.westerly.server.queue.PauseFile;
import org.westerly.server.store.jdbc.StoreAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's switch for new runs; beside a running server or before one is started. */
@Command(
        name = "admin",
        description = {
            "Pause, resume or drain the server of a data folder.",
            "pause: accepts runs and starts none, also after a restart, until it is resumed.",
            "drain: neither accepts nor starts; what is at work goes on. Ends with resume; with one server, with its next start too.",
            "Several servers that share a data folder are all paused, resumed or drained.",
            "Give it the server's own settings. It acts within a second."
        },
        mixinStandardHelpOptions = true)
final class AdminCommand implements Callable<Integer> {

    /** In the words of the command line. */
    enum Act {
        pause,
        resume,
        drain,
        status
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "ACT", description = "pause, resume, drain or status.")
    private Act act = Act.status;

    @Override
    public Integer call() {
        Settings settings = options.load();
        Path folder = settings.data().dir();
        boolean shared = StoreAddress.isShared(settings.store().url().value());
        if (!Files.isDirectory(folder)) {
            throw new StartRefusedException("there is no data folder " + folder + ": the server makes it");
        }
        PauseFile file = new PauseFile(folder);
        try {
            switch (act) {
                case pause -> file.set(Flow.PAUSED);
                case resume -> file.set(Flow.OPEN);
                case drain -> file.set(Flow.DRAINING);
                case status -> {}
            }
        } catch (IOException e) {
            throw new StartRefusedException("the data folder " + folder + " cannot be written: " + e, e);
        }
        String what = switch (file.flow()) {
            case OPEN -> "open: runs are accepted and started";
            case PAUSED -> "paused: runs are accepted and wait, until westerly admin resume";
            case DRAINING ->
                "draining: no run is accepted or started; /readyz says how many are still at work; until "
                        + (shared ? "westerly admin resume" : "the next start, or westerly admin resume");
        };
        spec.commandLine().getOut().println((shared ? "each server of " : "the server of ") + folder + " is " + what);
        spec.commandLine().getOut().println("(servers with other data folders on the same store go on as they are)");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
