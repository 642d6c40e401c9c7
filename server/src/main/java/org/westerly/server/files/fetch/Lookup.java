package org.westerly.server.files.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Lookup {

    /**
     * All of them, in the order of preference.
     *
     * @throws UnknownHostException when there are none
     */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** As this machine finds them. */
    static Lookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
