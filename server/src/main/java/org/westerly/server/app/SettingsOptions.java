package org.westerly.server.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.config.InvalidSettingsException;
import org.westerly.server.config.LoadSettings;
import org.westerly.server.config.Settings;
import picocli.CommandLine.Option;

/** The options by which every command is given its settings. */
public final class SettingsOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with settings.")
    private @Nullable Path config;

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on: server.host.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on: server.port; 0 takes a free one.")
    private @Nullable String port;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of everything that is kept: data.dir.")
    private @Nullable String data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting, for instance runs.max-concurrent=8; may be repeated.")
    private List<String> more = List.of();

    /** Loads the settings; {@code first} are {@code key=value} options that the user's own override. */
    public Settings load(String... first) {
        List<String> options = new ArrayList<>(List.of(first));
        add(options, "server.host", host);
        add(options, "server.port", port);
        add(options, "data.dir", data);
        options.addAll(more);
        try {
            return LoadSettings.from(Optional.ofNullable(config), System.getenv(), options);
        } catch (InvalidSettingsException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    boolean portGiven() {
        return port != null;
    }

    boolean dataGiven() {
        return data != null;
    }

    private static void add(List<String> options, String key, @Nullable String value) {
        if (value != null) {
            options.add(key + "=" + value);
        }
    }
}
