package org.westerly.server.config;

import java.nio.file.Path;

@Section("Where everything is kept.")
public record DataSettings(
        @Setting(doc = "Folder of everything Westerly keeps; made when missing.", fallback = "./westerly-data")
        Path dir,

        @Setting(
                doc = "Space that must be free on the disk of `data.dir` for a run to be started; with less, runs wait."
                        + " `0B`: never.",
                fallback = "256MiB",
                min = 0)
        DataSize minFree) {}
