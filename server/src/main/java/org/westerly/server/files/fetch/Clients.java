package org.westerly.server.files.fetch;

import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** One client that may connect to anything, and one that may not. Made when needed: most servers start without. */
final class Clients implements AutoCloseable {

    private final AddressGuard everywhere;
    private final AddressGuard guarded;
    private final Duration timeout;
    private @Nullable CloseableHttpClient open;
    private @Nullable CloseableHttpClient careful;

    Clients(Lookup lookup, FetchLimits limits) {
        this.everywhere = new AddressGuard(lookup, _ -> true);
        this.guarded = limits.privateTargets() ? everywhere : new AddressGuard(lookup, PublicAddress::is);
        this.timeout = limits.timeout();
    }

    /** @param trusted the operator chose whom to connect to */
    synchronized CloseableHttpClient of(boolean trusted) {
        if (trusted) {
            if (open == null) {
                open = OpenClient.with(everywhere, timeout);
            }
            return open;
        }
        if (careful == null) {
            careful = OpenClient.with(guarded, timeout);
        }
        return careful;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close(CloseMode.IMMEDIATE);
        }
        if (careful != null) {
            careful.close(CloseMode.IMMEDIATE);
        }
    }
}
