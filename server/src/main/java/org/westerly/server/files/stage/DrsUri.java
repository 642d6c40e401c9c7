package org.westerly.server.files.stage;

import java.util.Locale;
import java.util.function.Predicate;
import org.westerly.server.files.StagingException;

/**
 * A hostname-based URI of the Data Repository Service, {@code drs://host/id}.
 *
 * @param host in lower case, with its port if it has one
 * @param id decoded
 */
record DrsUri(String host, String id) {

    static final String SCHEME = "drs://";

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
        String id = slash < 0 ? "" : rest.substring(slash + 1);
        if (!known.test(host)) {
            boolean portless = !host.contains(":")
                    || host.matches("[^:]+:\\d{1,5}")
                    || host.matches("\\[[0-9a-f:.]+](:\\d{1,5})?");
            boolean provider = !host.contains(".") && !host.contains(":") && !host.equals("localhost");
            if (!portless || (provider && id.contains(":"))) {
                throw new StagingException(Quoted.of(text) + " is a compact identifier, which is not resolved here;"
                        + " name the server: drs://host/id");
            }
        }
        if (host.isEmpty() || id.isEmpty() || !host.matches("[\\[\\]A-Za-z0-9._:-]+")) {
            throw new StagingException(Quoted.of(text) + " is not of the form drs://host/id");
        }
        return new DrsUri(host, PercentEncoded.decoded(id));
    }

    @Override
    public String toString() {
        return SCHEME + host + "/" + PercentEncoded.segment(id);
    }
}
