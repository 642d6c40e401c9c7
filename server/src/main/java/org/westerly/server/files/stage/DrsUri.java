package org.westerly.server.files.stage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.westerly.server.files.StagingException;

/**
 * A hostname-based URI of the Data Repository Service, {@code drs://host/id}.
 *
 * @param host in lower case, with its port if it has one
 * @param id decoded
 */
record DrsUri(String host, String id) {

    private static final String SCHEME = "drs://";
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:\\d{1,5})?");
    private static final Pattern PREFIXED = Pattern.compile("[a-z0-9._]+:.+");

    /** Does the text mean an object of a data repository? */
    static boolean is(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Reads {@code text}, for which {@link #is} holds.
     *
     * @param known hosts that the operator named
     * @throws StagingException when it is a compact identifier, {@code drs://prefix:accession}, which only a public
     *     registry of prefixes could resolve; or none of both
     */
    static DrsUri of(String text, Predicate<String> known) throws StagingException {
        String rest = text.substring(SCHEME.length()).replaceFirst("[?#].*", "");
        int slash = rest.indexOf('/');
        String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        String id = slash < 0 ? "" : PercentEncoded.decoded(rest.substring(slash + 1));
        if (!known.test(host)) {
            if (isCompact(host, id)) {
                throw new StagingException(Quoted.of(text) + " is a compact identifier, which is not resolved here;"
                        + " name the server: drs://host/id");
            }
            if (!isHost(host)) {
                throw new StagingException(Quoted.of(text) + " is not of the form drs://host/id");
            }
        }
        if (id.isEmpty() || PercentEncoded.leadsElsewhere(id)) {
            throw new StagingException(Quoted.of(text) + " is not of the form drs://host/id");
        }
        return new DrsUri(host, id);
    }

    /** With a colon that begins no port; or with one behind a provider's code, which has no dots as hosts have. */
    private static boolean isCompact(String host, String id) {
        boolean prefixed =
                PREFIXED.matcher(host).matches() && !HOST.matcher(host).matches();
        boolean provider = host.matches("[a-z0-9_]+") && !host.equals("localhost");
        return prefixed || (provider && id.contains(":"));
    }

    private static boolean isHost(String host) {
        try {
            return HOST.matcher(host).matches() && new URI("https://" + host).getRawAuthority() != null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    @Override
    public String toString() {
        return SCHEME + host + "/" + PercentEncoded.segment(id);
    }
}
