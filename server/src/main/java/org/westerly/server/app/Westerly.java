package org.westerly.server.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import org.westerly.server.app.engines.EnginesCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program: {@code serve}, {@code demo}, {@code engines}, {@code retention}, {@code admin}, {@code migrate-store},
 * {@code verify} and {@code backup}. The launcher at the
 * project's root starts it.
 */
@QuarkusMain
@Command(
        name = "westerly",
        description = "A GA4GH Workflow Execution Service.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            EnginesCommand.class,
            RetentionCommand.class,
            AdminCommand.class,
            MigrateStoreCommand.class,
            VerifyCommand.class,
            BackupCommand.class
        })
public final class Westerly {

    private Westerly() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Westerly())
                .setExecutionExceptionHandler(Westerly::refuse)
                .execute(arguments));
    }

    /** What an operator can mend is said in words; only a defect of ours shows its stack. */
    private static int refuse(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        if (problem instanceof StartRefusedException) {
            command.getErr().println("westerly: " + problem.getMessage());
        } else {
            problem.printStackTrace(command.getErr());
        }
        return 1;
    }
}
