package org.westerly.server.store.jdbc;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds the store's secret of that name, or makes it: the same for everybody who ever asks. */
record MakeSecret(String name, int length) implements Write<byte[]> {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public byte[] in(Session session) throws SQLException {
        byte[] fresh = new byte[length];
        RANDOM.nextBytes(fresh);
        session.update("insert into secret (name, bytes) values (?, ?) on conflict (name) do nothing", name, fresh);
        try (ResultSet kept =
                session.bound("select bytes from secret where name = ?", name).executeQuery()) {
            kept.next();
            return kept.getBytes(1);
        }
    }
}
