package org.westerly.server.files.fetch;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something to fetch.
 *
 * @param uri http or https; a user and password in it go to its own origin only
 * @param headers for the origin of {@code uri} only
 * @param trusted the operator named this origin: it may lie in a private network
 * @param maxBytes of what is written in the end
 * @param checksums that it must have
 */
public record Ask(URI uri, Map<String, String> headers, boolean trusted, long maxBytes, List<Checksum> checksums) {

    public Ask {
        headers = Map.copyOf(headers);
        checksums = List.copyOf(checksums);
    }

    public static Ask of(URI uri, long maxBytes) {
        return new Ask(uri, Map.of(), false, maxBytes, List.of());
    }

    /** The same from an address of the operator's choice. */
    public Ask trusting(boolean operatorsChoice) {
        return new Ask(uri, headers, operatorsChoice, maxBytes, checksums);
    }

    /** The same with one more header. */
    public Ask with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Ask(uri, more, trusted, maxBytes, checksums);
    }

    /** The same, that must have these checksums. */
    public Ask expecting(List<Checksum> expected) {
        return new Ask(uri, headers, trusted, maxBytes, expected);
    }

    /** Headers are secrets. */
    @Override
    public String toString() {
        return "Ask[" + ShownUrl.of(uri) + "]";
    }
}
