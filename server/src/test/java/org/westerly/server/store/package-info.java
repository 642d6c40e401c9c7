/** The contract that every store keeps, and what the stores are tried with. */
@NullMarked
package org.westerly.server.store;

import org.jspecify.annotations.NullMarked;
