package org.westerly.server.run;

/** Who a run belongs to. Part of every query, so that nobody can see a stranger's run by accident. */
public record Owner(String name) {

    /** The one caller of a server without log-in. */
    public static final Owner ANONYMOUS = new Owner("anonymous");

    public Owner {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an owner has a name");
        }
    }
}
