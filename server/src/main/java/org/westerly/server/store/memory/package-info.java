/** The reference: runs in a map under one lock. Nothing survives the process; for tests and for trying things out. */
@NullMarked
package org.westerly.server.store.memory;

import org.jspecify.annotations.NullMarked;
