package org.westerly.server.files.fetch;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What may be otherwise a moment later. */
final class Transient {

    /** 202 is how a data repository says that it is still fetching the file itself. */
    private static final Set<Integer> STATUSES = Set.of(202, 408, 425, 429, 502, 503, 504);

    private Transient() {}

    static boolean status(int status) {
        return STATUSES.contains(status);
    }

    static boolean fault(NetworkException fault) {
        return switch (fault.fault()) {
            case ConnectTimeoutException _ -> true;
            // Connected, and then silent: it has had its time.
            case SocketTimeoutException _ -> false;
            case SocketException _, NoHttpResponseException _, ConnectionClosedException _, EOFException _ -> true;
            default -> false;
        };
    }
}
