package org.westerly.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks runs to stop. */
@Command(
        name = "cancel",
        description = "Stop runs. They are CANCELED when nothing of them is alive.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> runs = List.of();

    @Override
    public Integer call() {
        try (WesterlyClient client = options.client()) {
            return EachRun.of(options, runs, client::cancel);
        }
    }
}
