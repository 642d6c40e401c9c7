package org.westerly.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is fetched, and how far that may go.
 *
 * @param schemes what clients may name; {@code file} counts only where there are roots
 * @param timeout for a connection, and for a silence of the other side
 * @param deadline for one file in all, however steadily it drips
 */
@Section("What the server itself fetches: a `workflow_url` with the documents it refers to, and `drs://` inputs.")
public record FetchSettings(
        @Setting(
                doc = "URL schemes that clients may use in `workflow_url`; `drs` is also for inputs. `file` counts"
                        + " only where `fetch.file-roots` names a folder.",
                fallback = "http, https, file, trs, drs, base64",
                pattern = "https?|file|trs|drs|base64",
                allowed = "http, https, file, trs, drs, base64")
        List<String> schemes,

        @Setting(
                doc = "Folders below which `file:` URLs may name a workflow; it is run where it lies."
                        + " Links are followed before this is judged.")
        List<Path> fileRoots,

        @Setting(
                doc = "Whether URLs that lead to this machine or to a private network may be fetched. Addresses that"
                        + " the settings below name need it not.",
                fallback = "false")
        boolean allowPrivateTargets,

        @Setting(
                doc = "The largest document that is fetched, and the most that all documents of one run may have"
                        + " together.",
                fallback = "1GiB",
                min = 1)
        DataSize maxBytes,

        @Setting(doc = "The largest input that is fetched.", fallback = "100GiB", min = 1)
        DataSize maxInputBytes,

        @Setting(doc = "How long a connection may take, and how long the other side may be silent.", fallback = "30s")
        Duration timeout,

        @Setting(doc = "How long one file may take in all, repeated tries included.", fallback = "12h")
        Duration deadline,

        TrsSettings trs,
        DrsSettings drs) {

    public FetchSettings {
        schemes = List.copyOf(schemes);
        fileRoots = List.copyOf(fileRoots);
    }
}
