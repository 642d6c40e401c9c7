package org.westerly.server.files.stage;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.westerly.documents.Language;

/**
 * One version of a tool in a registry, in one language (Tool Registry Service, version 2).
 *
 * @param base up to and with {@code /ga4gh/trs/v2}
 * @param trusted whether the operator named the registry
 * @param id decoded, as are version and path
 * @param type the descriptor type, {@code CWL} for instance
 * @param path of the file that is to be run; null for the primary descriptor
 * @param query with its question mark, sent with each request; or empty
 */
record TrsTool(
        URI base,
        boolean trusted,
        String id,
        String version,
        String type,
        @Nullable String path,
        String query) {

    static final String API = "/ga4gh/trs/v2";

    private static final Pattern DESCRIPTOR = Pattern.compile(
            "(?<base>.*/ga4gh/trs/v2)/tools/(?<id>[^/]+)/versions/(?<version>[^/]+)"
                    + "/(?:PLAIN[_-])?(?<type>[A-Za-z]+)/descriptor(?:/(?<path>.+))?",
            Pattern.CASE_INSENSITIVE);

    /** The tool that a web address is the descriptor of, if it is one. */
    static Optional<TrsTool> at(URI uri) {
        Matcher parts = DESCRIPTOR.matcher(uri.getRawPath() == null ? "" : uri.getRawPath());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String path = parts.group("path");
        return Optional.of(new TrsTool(
                URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + parts.group("base")),
                false,
                PercentEncoded.decoded(parts.group("id")),
                PercentEncoded.decoded(parts.group("version")),
                parts.group("type").toUpperCase(Locale.ROOT),
                path == null ? null : PercentEncoded.decoded(path),
                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    URI files() {
        return below("/files");
    }

    URI descriptor() {
        return below("/descriptor");
    }

    /** One segment, as the standard has it. */
    URI descriptor(String file) {
        return below("/descriptor/" + PercentEncoded.segment(file));
    }

    /** The other form that the standard allows, for servers behind proxies that refuse an encoded slash. */
    URI descriptorUnencoded(String file) {
        return below("/descriptor/" + PercentEncoded.path(file));
    }

    /** A name for its main document, where the registry tells none. */
    String fileName() {
        return Language.fileName(type);
    }

    private URI below(String rest) {
        return URI.create(base + "/tools/" + PercentEncoded.segment(id) + "/versions/" + PercentEncoded.segment(version)
                + "/" + PercentEncoded.segment(type) + rest + query);
    }
}
