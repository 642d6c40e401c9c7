package org.westerly.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@Section("Where runs are recorded.")
public record StoreSettings(
        // Secret, because a URL may carry a password.
        @Setting(
                doc =
                        "`jdbc:sqlite:<file>`; a PostgreSQL database as `jdbc:postgresql://<host>/<database>?<the driver's"
                                + " parameters>` or `postgres://<user>:<password>@<host>/<database>`; or `memory:` for a server"
                                + " that forgets everything when it stops.",
                fallback = "jdbc:sqlite:${data.dir}/westerly.db",
                pattern = "jdbc:sqlite:.+|memory:|(jdbc:)?postgres(ql)?://([^/?@]*@)?[^/?@\\s]+/[^/?\\s]+(\\?.*)?",
                allowed = "jdbc:sqlite:<file>, jdbc:postgresql://<host>/<database>,"
                        + " postgres://<user>:<password>@<host>/<database> or memory:")
        Secret url,

        @Setting(doc = "Who the server is at the database, instead of a user in the URL.")
        Optional<String> user,

        @Setting(doc = "Its password, instead of one in the URL; better in the environment or in a file.")
        Optional<Secret> password,

        @Setting(doc = "A file with the password in its first line, instead of `store.password`.")
        Optional<Path> passwordFile,

        @Setting(
                doc = "How long a database server may take for one answer. After that it counts as lost: requests are"
                        + " answered with 503 until it answers again.",
                fallback = "15s")
        Duration timeout,

        @Setting(
                doc = "How long a start waits for a database server that does not answer, before it is refused.",
                fallback = "1m")
        Duration startTimeout) {}
