package org.westerly.server.app.engines;

import picocli.CommandLine.Command;

/** Shows, checks and installs workflow engines. */
@Command(
        name = "engines",
        description = "Show, check or install workflow engines.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            InstallCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            SchemaCommand.class,
            DoctorCommand.class
        })
public final class EnginesCommand {}
