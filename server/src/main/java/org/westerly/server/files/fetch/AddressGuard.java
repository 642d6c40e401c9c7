package org.westerly.server.files.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the client, and lets through only addresses that may be connected to. The client connects to what
 * this answers and asks nobody else, so there is no moment in which a name could change its mind.
 */
final class AddressGuard implements DnsResolver {

    /** Each address that does not answer costs a timeout. */
    private static final int MOST_TRIED = 4;

    private final Lookup lookup;
    private final Predicate<InetAddress> allowed;

    AddressGuard(Lookup lookup, Predicate<InetAddress> allowed) {
        this.lookup = lookup;
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> found = lookup.addresses(host);
        if (Thread.currentThread().isInterrupted()) {
            // A look-up cannot be interrupted. Nobody waits for this one any more, so nothing is to be connected to.
            throw new UnknownHostException(host);
        }
        InetAddress[] open = found.stream().filter(allowed).limit(MOST_TRIED).toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw found.isEmpty() ? new UnknownHostException(host) : new PrivateTargetException(host);
        }
        return open;
    }

    /** Not needed by anything that is used here; the name itself is a right answer. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
