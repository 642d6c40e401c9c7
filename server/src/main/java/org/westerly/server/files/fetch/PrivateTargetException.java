package org.westerly.server.files.fetch;

import java.net.UnknownHostException;

/** The host has no address that may be connected to. */
final class PrivateTargetException extends UnknownHostException {

    PrivateTargetException(String host) {
        super(host);
    }
}
