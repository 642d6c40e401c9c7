package org.westerly.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.cli.show.JsonOut;
import org.westerly.cli.show.Screen;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Option;

/** What every command has: which server, and whether a program reads what it says. */
final class ServerOptions {

    static final String USUAL = "http://127.0.0.1:8080";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server; else WESTERLY_SERVER, else the default profile, else " + USUAL + ".")
    private @Nullable String server;

    @Option(names = "--profile", paramLabel = "NAME", description = "A server of ~/.config/westerly/client.yaml.")
    private @Nullable String profile;

    @Option(names = "--json", description = "Tell in JSON, one document a line.")
    private boolean json;

    boolean json() {
        return json;
    }

    WesterlyClient client() {
        String url = url(System.getenv());
        try {
            return WesterlyClient.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new InvalidUseException("'" + url + "' is no server: " + e.getMessage());
        }
    }

    /** What is said in the command wins over the environment, and that over the file. */
    String url(Map<String, String> environment) {
        if (server != null && profile != null) {
            throw new InvalidUseException("--server and --profile both say which server: give one of them");
        }
        if (server != null) {
            return server;
        }
        String given = environment.getOrDefault("WESTERLY_SERVER", "");
        if (profile == null && !given.isEmpty()) {
            return given;
        }
        return Profiles.read(Profiles.file(environment)).url(profile).orElse(USUAL);
    }

    Screen screen() {
        return Screen.of(out(), System.getenv());
    }

    JsonOut jsonOut() {
        return new JsonOut(out());
    }

    /** Null where nobody sits. */
    @Nullable
    BufferedReader answers() {
        return Screen.isTerminal()
                ? new BufferedReader(new InputStreamReader(System.in, java.nio.charset.Charset.defaultCharset()))
                : null;
    }

    PrintStream out() {
        return System.out;
    }
}
