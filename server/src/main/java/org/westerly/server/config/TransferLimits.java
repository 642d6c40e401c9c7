package org.westerly.server.config;

import java.time.Duration;

/** How slow a client may be that sends a body, or takes a file. */
public record TransferLimits(
        @Setting(
                doc =
                        "Bytes per second that a client has to send of a body, or to take of a file or an archive, while the"
                                + " server waits for it. A slower upload is refused with 408 `TOO_SLOW`, a slower download broken"
                                + " off; a client that takes up a download again asks for the rest. `0B`: any.",
                fallback = "1KiB",
                min = 0)
        DataSize leastRate,

        @Setting(
                doc =
                        "For so long a client may be slower than that. One that sends nothing at all of a body for so long is"
                                + " disconnected without an answer.",
                fallback = "60s",
                pattern = QueueSettings.SOME_TIME,
                allowed = "a time such as 30s or 2m, longer than nothing")
        Duration patience) {}
