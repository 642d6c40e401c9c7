/**
 * The store that lasts: JDBC, with a small {@link org.westerly.server.store.jdbc.Dialect} per database.
 *
 * <p>Every write goes through {@link org.westerly.server.store.jdbc.GroupCommit}, one thread that commits many at once
 * and only then answers. Reads go to a small pool. Lists are read from sets of bits, one for whatever can be asked of
 * a run ({@link org.westerly.server.store.jdbc.Terms}): see {@link org.westerly.server.store.jdbc.ListRuns}.
 * The tables are in {@code db/…/V…sql}; their names in Java are generated from them.
 */
@NullMarked
package org.westerly.server.store.jdbc;

import org.jspecify.annotations.NullMarked;
