/** Tests of the core: every row of the transition table, and every cell that is not in it. */
@NullMarked
package org.westerly.server.run;

import org.jspecify.annotations.NullMarked;
