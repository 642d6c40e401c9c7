package org.westerly.server.config;

import java.time.Duration;
import java.util.Optional;

@Section("Several servers that share one PostgreSQL store and one data folder.")
public record ServersSettings(
        @Setting(
                doc =
                        "This server's name among them; no two may have the same. Without it: the machine's, with a number"
                                + " after it where there are several.",
                pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                allowed = "up to 64 letters, digits, dots, dashes and underscores")
        Optional<String> name,

        @Setting(
                doc = "How long a server may give no sign of life before others take over its runs. It gives three in"
                        + " that time.",
                fallback = "30s",
                pattern = "0*[1-9]\\d*\\s*(s|m|h|d)",
                allowed = "a time such as 10s, 1m or 1h, from 1s on")
        Duration lease,

        @Setting(
                doc = "How long the runs of a machine whose servers are all gone wait for one to come back there, since"
                        + " nobody else can see how their engines end. After that they are taken over and end with"
                        + " SYSTEM_ERROR.",
                fallback = "10m")
        Duration lostAfter) {}
