package org.westerly.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.api.OutputFile;
import org.westerly.cli.show.JsonOut;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.TellInWords;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a run's files, or brings them. */
@Command(name = "outputs", description = "List what a run has made, or download it.", mixinStandardHelpOptions = true)
final class OutputsCommand implements Callable<Integer> {

    /** What the workflow is for; the others are how it got there. */
    private static final List<String> USUAL = List.of("output", "report");

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String run = "";

    @Option(
            names = "--download",
            paramLabel = "DIR",
            description = "Bring the files into this folder. What is there whole already is brought again; what broke"
                    + " off is gone on with.")
    private @Nullable Path download;

    @Option(names = "--all", description = "Logs and intermediate files, too.")
    private boolean all;

    @Override
    public Integer call() {
        try (WesterlyClient client = options.client()) {
            List<OutputFile> files =
                    client.outputs(run, all ? List.of() : USUAL).toList();
            JsonOut json = options.jsonOut();
            Screen screen = options.screen();
            for (OutputFile file : files) {
                if (download != null) {
                    client.download(file, below(download, file.path()));
                }
                if (options.json()) {
                    json.write(file);
                } else {
                    show(screen, file);
                }
            }
            if (files.isEmpty() && !options.json()) {
                System.err.println("westerly: this run has no outputs" + (all ? "" : " (--all shows every file)"));
            }
        }
        return 0;
    }

    private void show(Screen screen, OutputFile file) {
        if (download != null) {
            screen.line(download.resolve(file.path()).toString());
            return;
        }
        screen.line("%9s  %-12s  %s".formatted(TellInWords.size(file.size()), file.kind(), file.path()));
    }

    /** Servers can be wrong, or worse: nothing is written beside the folder that the user named. */
    static Path below(Path folder, String name) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path target = root.resolve(name).normalize();
            if (name.isEmpty() || !target.startsWith(root) || target.equals(root)) {
                throw new InvalidUseException("the server names a file outside the run: " + name);
            }
            Files.createDirectories(root);
            Path existing = target;
            while (!Files.exists(existing)) {
                existing = existing.resolveSibling(".").normalize();
                existing = Files.exists(existing)
                        ? existing
                        : existing.resolve("..").normalize();
            }
            Path parent = Files.isDirectory(existing)
                    ? existing
                    : existing.resolveSibling(".").normalize();
            if (!parent.toRealPath().startsWith(root.toRealPath())) {
                throw new InvalidUseException("a link in " + folder + " leads out of it: " + name);
            }
            return target;
        } catch (InvalidPathException e) {
            throw new InvalidUseException("the server names a file that cannot be one here: " + name);
        } catch (IOException e) {
            throw new InvalidUseException("cannot use the folder " + folder + ": " + e.getMessage());
        }
    }
}
