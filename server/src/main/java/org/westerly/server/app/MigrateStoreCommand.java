package org.westerly.server.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.jdbc.CopyStore;
import org.westerly.server.store.jdbc.StoreAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves a store from one database to another. */
@Command(
        name = "migrate-store",
        description = {
            "Copy a whole store into an empty one.",
            "Stop the server first. All is copied or nothing; the old store stays as it is. Call it again after it was"
                    + " broken off."
        },
        mixinStandardHelpOptions = true)
final class MigrateStoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "A file with the password of the PostgreSQL database whose URL holds none, in its first line.")
    private @Nullable Path passwordFile;

    @Parameters(index = "0", paramLabel = "FROM", description = "The store's URL: what store.url was.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The new store's URL: what store.url is going to be.")
    private String to = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String password = passwordFile == null ? null : OpenStore.firstLine(passwordFile);
        CopyStore copying = new CopyStore(said -> {
            out.println(said);
            out.flush();
        });
        try {
            List<CopyStore.Copied> tables = copying.copy(address(from, password), address(to, password));
            out.println();
            out.printf("%-18s %12s  %s%n", "table", "rows", "SHA-256 of its rows, the same in both");
            tables.forEach(table -> out.printf("%-18s %12d  %s%n", table.table(), table.rows(), table.digest()));
            out.println("the store was copied; set store.url to the new one before the next start");
            return 0;
        } catch (StoreException | IllegalArgumentException refused) {
            throw new StartRefusedException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static StoreAddress address(String url, @Nullable String password) {
        boolean holdsOne = url.matches("[^/]*//[^/@]*:[^/@]*@.*") || url.contains("password=");
        return new StoreAddress(url, null, holdsOne ? null : password, StoreAddress.USUAL_PATIENCE);
    }
}
