package org.westerly.server.config;

@Section("Where runs are recorded.")
public record StoreSettings(
        // Secret, because a JDBC URL may carry a password.
        @Setting(
                doc = "`jdbc:sqlite:<file>`, or `memory:` for a server that forgets everything when it stops.",
                fallback = "jdbc:sqlite:${data.dir}/westerly.db",
                pattern = "jdbc:sqlite:.+|memory:",
                allowed = "jdbc:sqlite:<file> or memory:")
        Secret url) {}
