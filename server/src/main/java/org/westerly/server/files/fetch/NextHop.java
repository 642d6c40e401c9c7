package org.westerly.server.files.fetch;

import java.net.URI;
import org.westerly.server.files.StagingException;

/** Where a redirect leads. */
final class NextHop {

    private NextHop() {}

    /** @throws StagingException when it leads nowhere, or from https to anything else: a secret sent safely stays so */
    static URI of(URI from, String location) throws StagingException {
        URI to;
        try {
            to = from.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw new StagingException(ShownUrl.of(from) + " redirects to something that is no URL", e);
        }
        if (location.isBlank() || to.getScheme() == null) {
            throw new StagingException(ShownUrl.of(from) + " redirects to something that is no URL");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
            throw new StagingException(ShownUrl.of(from) + " redirects from https to " + to.getScheme());
        }
        return to;
    }
}
