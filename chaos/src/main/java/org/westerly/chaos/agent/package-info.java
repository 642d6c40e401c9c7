/**
 * Runs inside a server, as a Java agent: gives it another clock, or breaks what it promises, to see that this is noticed. The
 * server's own code knows nothing of it.
 */
@NullMarked
package org.westerly.chaos.agent;

import org.jspecify.annotations.NullMarked;
