package org.westerly.server.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a {@code workflow_url} points: the one reading of it, for the check at submission and for the launch. */
public sealed interface WorkflowLocation {

    /** The scheme of {@link Embedded} documents. */
    String BASE64 = "base64";

    /**
     * One of the request's own attachments.
     *
     * @param name the attachment's relative name
     * @param fragment with its {@code #}, or empty
     */
    record Attached(String name, String fragment) implements WorkflowLocation {}

    /** Somewhere else; {@link URI#getScheme} is in lower case. */
    record Remote(URI uri) implements WorkflowLocation {}

    /**
     * In the URL itself.
     *
     * @param data as it was sent, not decoded
     * @param fragment with its {@code #}, or empty
     */
    record Embedded(String data, String fragment) implements WorkflowLocation {

        /** What it holds may be long, and is in the request already. */
        @Override
        public String toString() {
            return BASE64 + ":" + data.length() + " characters" + fragment;
        }
    }

    /** None of these; {@code why} is for the client. */
    record Nowhere(String why) implements WorkflowLocation {}

    /** An attachment's name counts as it is first, then without its fragment, then percent-decoded. */
    static WorkflowLocation of(String url, List<String> attachments) {
        String relative = url.startsWith("./") ? url.substring(2) : url;
        int hash = relative.indexOf('#');
        String document = hash < 0 ? relative : relative.substring(0, hash);
        String fragment = hash < 0 ? "" : relative.substring(hash);
        if (attachments.contains(relative)) {
            return new Attached(relative, "");
        }
        return Stream.of(document, decoded(document))
                .filter(attachments::contains)
                .findFirst()
                .<WorkflowLocation>map(name -> new Attached(name, fragment))
                .orElseGet(() -> elsewhere(url));
    }

    private static WorkflowLocation elsewhere(String url) {
        if (begins(url, BASE64 + ":")) {
            return embedded(url.substring(BASE64.length() + 1));
        }
        try {
            URI uri = new URI(begins(url, "trs:") ? withToolId(url) : url);
            if (uri.getScheme() == null) {
                return new Nowhere("is relative, and no attachment of this request has that name");
            }
            if (uri.isOpaque() || (uri.getRawPath().isEmpty() && uri.getRawAuthority() == null)) {
                return new Nowhere("is not a URL with a host and a path");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            return new Remote(URI.create(scheme + uri.toString().substring(scheme.length())));
        } catch (URISyntaxException malformed) {
            return new Nowhere("is neither the name of an attachment of this request nor a URL");
        }
    }

    /** No alphabet of base64 has a {@code #}, so a fragment can follow. */
    private static WorkflowLocation embedded(String text) {
        int hash = text.indexOf('#');
        String data = hash < 0 ? text : text.substring(0, hash);
        return new Embedded(data.startsWith("//") ? data.substring(2) : data, hash < 0 ? "" : text.substring(hash));
    }

    /** Registries have ids such as {@code #workflow/github.com/…}: there the sign begins no fragment. */
    private static String withToolId(String url) {
        return url.replaceFirst("^([^#]*/)#", "$1%23");
    }

    private static boolean begins(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String text) {
        try {
            // A plus sign is itself in a path, unlike in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
