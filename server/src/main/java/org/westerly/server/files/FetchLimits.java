package org.westerly.server.files;

import java.time.Duration;
import java.util.Set;

/**
 * What may be fetched.
 *
 * @param schemes in lower case
 * @param privateTargets whether addresses of this machine and of private networks may be asked
 * @param maxBytes of one document
 * @param timeout for a connection, and for a silence of the other side
 */
public record FetchLimits(Set<String> schemes, boolean privateTargets, long maxBytes, Duration timeout) {

    public FetchLimits {
        schemes = Set.copyOf(schemes);
    }
}
