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

    /**
     * One of the request's own attachments.
     *
     * @param name the attachment's relative name
     * @param fragment with its {@code #}, or empty
     */
    record Attached(String name, String fragment) implements WorkflowLocation {}

    /** Somewhere else; {@link URI#getScheme} is in lower case. */
    record Remote(URI uri) implements WorkflowLocation {}

    /** Neither; {@code why} is for the client. */
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
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null) {
                return new Nowhere("is relative, and no attachment of this request has that name");
            }
            if (uri.isOpaque() || (uri.getRawPath().isEmpty() && uri.getRawAuthority() == null)) {
                return new Nowhere("is not a URL with a host and a path");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            return new Remote(URI.create(scheme + url.substring(scheme.length())));
        } catch (URISyntaxException malformed) {
            return new Nowhere("is neither the name of an attachment of this request nor a URL");
        }
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
