package org.westerly.server.app;

import java.util.Map;
import org.westerly.server.config.Settings;

/**
 * Our settings in the framework's words. They are set as system properties, which count more than the environment, and
 * all of them always, so that a stray {@code QUARKUS_…} variable cannot change the server.
 */
final class FrameworkSettings {

    private FrameworkSettings() {}

    static void apply(Settings settings) {
        boolean proxied = !settings.server().trustedProxies().isEmpty();
        Map.ofEntries(
                        Map.entry("quarkus.http.host", settings.server().host()),
                        Map.entry(
                                "quarkus.http.port",
                                Integer.toString(settings.server().port())),
                        // Believed from the listed proxies only; the framework's default would believe everybody.
                        Map.entry("quarkus.http.proxy.proxy-address-forwarding", Boolean.toString(proxied)),
                        Map.entry("quarkus.http.proxy.allow-forwarded", "false"),
                        Map.entry("quarkus.http.proxy.allow-x-forwarded", Boolean.toString(proxied)),
                        Map.entry("quarkus.http.proxy.enable-forwarded-host", Boolean.toString(proxied)),
                        Map.entry("quarkus.http.proxy.enable-forwarded-prefix", Boolean.toString(proxied)),
                        Map.entry(
                                "quarkus.http.proxy.trusted-proxies",
                                proxied ? String.join(",", settings.server().trustedProxies()) : "127.0.0.1"),
                        Map.entry(
                                "quarkus.http.limits.max-connections",
                                Integer.toString(settings.server().connections().max())),
                        Map.entry(
                                "quarkus.http.idle-timeout",
                                settings.server().connections().idleTimeout().toString()),
                        // A body of which nothing comes; one that drips is a matter of PacedBody.
                        Map.entry(
                                "quarkus.http.read-timeout",
                                settings.limits().transfers().patience().toString()),
                        // Without it a bad escape is answered with an empty body before our filter sees it.
                        Map.entry("vertx.disableURIValidation", "true"))
                .forEach(System::setProperty);
    }

    /** Where the server can be reached on this machine. */
    static String address(Settings settings, int port) {
        String host = settings.server().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
