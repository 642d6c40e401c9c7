package org.westerly.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.westerly.api.State;
import org.westerly.cli.show.States;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes finished runs. */
@Command(
        name = "rm",
        description = "Hide finished runs ('restore' brings them back), or remove their files for good.",
        mixinStandardHelpOptions = true)
final class RmCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Ids of runs.")
    private List<String> runs = List.of();

    @Option(names = "--purge", description = "Remove their files for good.")
    private boolean purge;

    @Override
    public Integer call() {
        try (WesterlyClient client = options.client()) {
            return EachRun.of(options, runs, run -> {
                if (purge) {
                    client.purge(run);
                } else {
                    delete(client, run);
                }
            });
        }
    }

    /** The server would take it for a cancel, as old WES clients mean it; who types rm does not. */
    private static void delete(WesterlyClient client, String run) {
        State state = client.status(run).state();
        if (!States.ended(state)) {
            throw new InvalidUseException("run " + run + " is " + state + ": cancel it first");
        }
        client.delete(run);
    }
}
