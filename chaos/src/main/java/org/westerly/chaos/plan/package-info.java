/** What shall happen in a round. Pure: the same seed is the same plan, on any machine. */
@NullMarked
package org.westerly.chaos.plan;

import org.jspecify.annotations.NullMarked;
