package org.westerly.server.auth;

import org.westerly.server.run.Owner;

/**
 * Who sent a request.
 *
 * @param owner whose runs the caller may see, and whose the submitted ones will be
 */
public record Caller(Owner owner) {

    /** Everybody, on a server without log-in. */
    public static final Caller ANONYMOUS = new Caller(Owner.ANONYMOUS);
}
