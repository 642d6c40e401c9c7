package org.westerly.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The terminal's commands. The launcher at the project's root starts it, and knows the others. */
@Command(
        name = "westerly",
        description = "Commands for a running Westerly server.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            OutputsCommand.class,
            CancelCommand.class,
            RmCommand.class,
            RestoreCommand.class,
            CompletionCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new Refuse())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
