package org.westerly.server.config;

import java.nio.file.Path;

@Section("Where everything is kept.")
public record DataSettings(
        @Setting(doc = "Folder of everything Westerly keeps; made when missing.", fallback = "./westerly-data")
        Path dir) {}
