package org.westerly.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** Prints a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Print a script for the shell:  source <(westerly completion bash)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        bash,
        zsh
    }

    /** Commands of the launcher that are none of this program's. */
    private static final List<String> OTHERS = List.of("serve", "demo", "engines", "test", "bench", "help");

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.bash;

    @Override
    public Integer call() {
        CommandLine all = Main.commandLine();
        for (String other : OTHERS) {
            all.addSubcommand(other, CommandSpec.create());
        }
        if (shell == Shell.zsh) {
            System.out.println("#compdef westerly"); // so that it can also lie in a folder of fpath
        }
        // In zsh the script loads what imitates bash's completion.
        System.out.println(AutoComplete.bash("westerly", all));
        return 0;
    }
}
