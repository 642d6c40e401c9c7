package org.westerly.server.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.westerly.server.app.demo.Demo;
import org.westerly.server.config.Settings;
import org.westerly.server.files.DeleteTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a server with an empty data folder, runs the demo's workflows on it, and goes on serving. */
@Command(
        name = "demo",
        description = "Run workflows in four languages on a server of its own.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--exit",
            description =
                    "Stop after the runs, with 0 when all ended as they should, 3 when engines were missing, else 1.")
    private boolean exit;

    @Override
    public Integer call() throws IOException {
        if (options.dataGiven()) {
            return run(List.of());
        }
        Path data = Files.createTempDirectory("westerly-demo-");
        try {
            return run(List.of("data.dir=" + data));
        } finally {
            DeleteTree.below(data);
        }
    }

    private int run(List<String> ownSettings) {
        List<String> first = new ArrayList<>(ownSettings);
        if (!options.portGiven()) {
            first.add("server.port=" + freePort());
        }
        Path workflows = Path.of(System.getProperty("westerly.root", "."), "demo");
        // The demo says itself which engines it misses; the others are no news to a first user.
        System.setProperty("quarkus.log.category.westerly.level", "WARN");
        Settings settings = options.load(first.toArray(String[]::new));
        return ServerProcess.run(settings, address -> {
            Demo.Outcome outcome = new Demo(address, workflows, System.out).run();
            if (exit) {
                return outcome.exitCode();
            }
            System.out.println("The server goes on until Ctrl-C; its data stays in "
                    + settings.data().dir());
            return ServerProcess.waitForExit(address);
        });
    }

    /** The usual port if nobody listens on it, else any. */
    private static int freePort() {
        for (int port : new int[] {8080, 0}) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (java.net.BindException taken) {
                // The next one, then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return 0;
    }
}
